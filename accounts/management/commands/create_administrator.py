"""`manage.py create_administrator EMAIL`: the first person who can sign in."""
from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.actions.create_user import create_user
from accounts.models import User
from accounts.roles import Role


class Command(BaseCommand):
    """Makes an administrator; the password is asked twice, or read as one line from a pipe."""

    help = "Make an administrator with a verified e-mail address. The password is asked, or read from standard input."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Address and name."""
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        """Everything is checked before anything is written."""
        email = email.strip().lower()
        try:
            validate_email(email)
            if User.objects.filter(email__iexact=email).exists():
                raise CommandError(f"{email} is registered already. Choose another address.")
            password = self.password()
            validate_password(password, User(email=email, name=name))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        create_user(email, password, name, (Role.ADMINISTRATOR,), timezone.now())
        self.stdout.write(f"{email} is an administrator. Sign in and set up the second factor.")

    def password(self) -> str:
        """From the terminal twice, or the first line of standard input."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        first = getpass.getpass("Password: ")
        if first != getpass.getpass("Once more: "):
            raise CommandError("The two passwords differ. Start again.")
        return first
