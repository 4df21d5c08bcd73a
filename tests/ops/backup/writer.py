"""A process that writes until it is ended: files with rows, and pairs of rows that belong together."""
from __future__ import annotations

import os
import signal
import threading
import uuid

STOP = threading.Event()


def write() -> None:
    """One turn: a file and a pair come, and the oldest of many files of ours goes."""
    from django.core.files.base import ContentFile
    from django.db import transaction

    from ops.files import drop_file, store_file
    from ops.models import Counter, PrivateFile

    mine = f"writer {os.getpid()}"
    with transaction.atomic():
        name = uuid.uuid4().hex
        Counter.objects.create(name=f"a {name}")
        Counter.objects.create(name=f"b {name}")
    store_file(ContentFile(os.urandom(2000).hex().encode(), "note.txt"), "test", mine, None, {"txt"}, 10_000)
    old = list(PrivateFile.objects.filter(owner_key=mine).order_by("pk"))
    if len(old) > 40:
        drop_file(old[0])


def main() -> None:
    """Until SIGTERM."""
    import django

    django.setup()
    signal.signal(signal.SIGTERM, lambda *_: STOP.set())
    while not STOP.is_set():
        write()


if __name__ == "__main__":
    main()
