"""`manage.py reset_second_factor EMAIL --reason "…"`: for an administrator who lost the phone and the codes and has no colleague."""
from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions.reset_second_factor import reset_second_factor
from accounts.models import User


class Command(BaseCommand):
    """Whoever may run commands on the server decides; the reason stays in the log of the account."""

    help = "Delete the second factor of a user (app, passkeys, recovery codes) and sign out all their devices."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Address and reason."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:
        """Calls the action."""
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"There is no user {email}.")
        if not reason.strip():
            raise CommandError("Say why: --reason “lost phone, identity checked by telephone”.")
        if not reset_second_factor(user, reason, by=None, at=timezone.now()):
            raise CommandError(f"{user.email} has no second factor.")
        self.stdout.write(f"The second factor of {user.email} is deleted. The next sign-in leads to the set-up.")
