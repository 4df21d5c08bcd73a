"""`manage.py load_territories`: the shipped reference into the database."""
from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from territories.actions.add_demo_town import add_demo_town
from territories.actions.load_reference import load_reference


class Command(BaseCommand):
    """Load or renew districts, regions, municipalities and their groups; nothing is deleted."""

    help = "Load or renew districts, regions, municipalities and their groups; nothing is deleted."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`--demo` adds the invented town."""
        parser.add_argument("--demo", action="store_true", help="add the invented town of Novorechye, marked as demo")

    def handle(self, *args: Any, demo: bool, verbosity: int, **options: Any) -> None:
        """Load, then say what was done."""
        tally = load_reference()
        if verbosity > 1:
            for warning in tally.warnings:
                self.stderr.write(warning)
        if verbosity:
            for table, made in tally.made.items():
                self.stdout.write(f"{table:15} new {made:5}  changed {tally.changed[table]:5}  as before {tally.same[table]:5}")
            self.stdout.write(f"warnings {len(tally.warnings)}" if tally.touched else f"Nothing to change; warnings {len(tally.warnings)}")
        if demo and add_demo_town() and verbosity:
            self.stdout.write("added the invented town of Novorechye")
