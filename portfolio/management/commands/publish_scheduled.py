"""Wagtail's command of the same name stops at the first refusal; this one takes its place and does what the clock does."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portfolio.actions.schedule import publish_due


class Command(BaseCommand):
    """Publish and expire what is due."""

    help = "Publish and expire what is due, each in its own transaction."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it once."""
        self.stdout.write(str(publish_due(timezone.now())))
