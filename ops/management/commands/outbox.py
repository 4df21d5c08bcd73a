"""Dead letters at the command line: `manage.py outbox list | retry ID… | retry --all | release | drop ID --reason …`."""
from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ops.letters import dead_letters, drop_letter, release_letters, retry_letters
from ops.outbox import due


class Command(BaseCommand):
    """See, retry and drop dead letters."""

    help = "See, retry and drop dead letters of the outbox."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`list` is the default."""
        acts = parser.add_subparsers(dest="act")
        acts.add_parser("list", help="show dead letters and how many rows are due")
        retry = acts.add_parser("retry", help="make dead letters due again")
        retry.add_argument("ids", nargs="*", type=int, metavar="ID")
        retry.add_argument("--all", action="store_true", dest="every")
        acts.add_parser("release", help="send the letters that a restore holds")
        drop = acts.add_parser("drop", help="close a dead letter unserved")
        drop.add_argument("id", type=int, metavar="ID")
        drop.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act named."""
        {"retry": self.retry, "drop": self.drop, "release": self.release}.get(options["act"], self.show)(options)

    def show(self, options: dict[str, Any]) -> None:
        """One line per dead letter; a key may name a person, so the payload is not printed."""
        for row in dead_letters():
            self.stdout.write(f"{row.pk}\t{row.dead_at:%Y-%m-%d %H:%M}\t{row.event}→{row.handler}\t{row.key}\t{row.attempts}\t{row.error}")
        self.stdout.write(f"dead letters: {dead_letters().count()}, due now: {due(timezone.now()).count()}")

    def retry(self, options: dict[str, Any]) -> None:
        """Make the rows named, or all, due again."""
        if bool(options["ids"]) == options["every"]:
            raise CommandError("Name the letters (outbox retry 17 18) or say --all.")
        count = retry_letters(None if options["every"] else options["ids"])
        if options["ids"] and count < len(set(options["ids"])):
            raise CommandError(f"Due again: {count} of {len(set(options['ids']))}; the others are no dead letters (see: outbox list).")
        self.stdout.write(f"due again: {count}")

    def release(self, options: dict[str, Any]) -> None:
        """After a restore, once it is clear that the letters did not go out."""
        self.stdout.write(f"due again: {release_letters()}")

    def drop(self, options: dict[str, Any]) -> None:
        """Close one row with a reason."""
        if not options["reason"].strip():
            raise CommandError("Say why: --reason \"…\".")
        if not drop_letter(options["id"], options["reason"]):
            raise CommandError(f"{options['id']} is no dead letter (see: outbox list).")
        self.stdout.write(f"dropped: {options['id']}")
