"""Run once in the database of `test_postgres_stopped.py`: tables, an administrator who is signed in, people to give roles to, debts. Prints JSON."""
from __future__ import annotations

import json
import sys


def main(people: int, debts: int) -> dict[str, object]:
    """What the test needs to send forms."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from accounts.roles import Role
    from ops.outbox import owe
    from tests.factories.territories import RegionFactory
    from tests.people import someone

    call_command("migrate", verbosity=0, interactive=False)
    client = Client()
    client.force_login(someone(Role.ADMINISTRATOR))
    emails = [someone(Role.CURATOR, email=f"curator{n}@people.invalid").email for n in range(people)]
    for n in range(debts):
        owe("tested", str(n))
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}", "emails": emails, "region": RegionFactory().pk,
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
