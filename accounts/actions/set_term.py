"""Change how long rows of one kind are kept."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import RetentionTerm, User
from accounts.permissions import user_can_protect_data
from accounts.retention import RETENTION

LONGEST = 36_500


class BadTerm(Exception):
    """Shorter than the rule allows, or over a hundred years; `shortest` and `longest` are days."""

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(shortest, longest)
        self.shortest, self.longest = shortest, longest


class UnknownRule(Exception):
    """No rule of this code can be changed here."""


def set_term(code: str, days: int, by: User, at: datetime) -> RetentionTerm:
    """From the next round on. Raises PermissionDenied, UnknownRule, BadTerm."""
    if not user_can_protect_data(by):
        raise PermissionDenied
    rule = RETENTION.get(code)
    if rule is None or rule.delete is None:
        raise UnknownRule(code)
    if not rule.shortest <= days <= LONGEST:
        raise BadTerm(rule.shortest, LONGEST)
    return RetentionTerm.objects.update_or_create(code=code, defaults={"days": days, "by": by, "at": at})[0]
