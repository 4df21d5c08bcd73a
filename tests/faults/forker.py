"""Runners without the wait for Django's start: one process is set up once and forks the real runner again whenever it is killed."""
from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """Until its group is killed; the number of the present runner stands in the folder of the test."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    import ops.management.commands.run_outbox  # noqa: F401  # loaded before the fork

    note = Path(settings.VAR) / "runner.pid"
    while True:
        number = os.fork()
        if number == 0:
            call_command("run_outbox", *sys.argv[1:])
            os._exit(0)
        half = note.with_suffix(".half")
        half.write_text(str(number))
        os.replace(half, note)
        os.waitpid(number, 0)


if __name__ == "__main__":
    main()
