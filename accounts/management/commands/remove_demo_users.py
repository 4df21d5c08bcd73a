"""`manage.py remove_demo_users`: before a demo database becomes a real one."""
from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.remove_demo_users import remove_demo_users


class Command(BaseCommand):
    """Says how many went."""

    help = "Delete the demo users, whose password is public; what they made stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Calls the action."""
        self.stdout.write(f"Demo users removed: {remove_demo_users()}")
