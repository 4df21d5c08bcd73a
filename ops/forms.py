"""A form is taken once: the second submit gets the receipt of the first."""
from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ops.models import FormKey


class UnknownKey(Exception):
    """The key was never issued to this person for this purpose."""


@dataclass(frozen=True)
class Receipt:
    """What came of the form; `first` is False for a repeated submit."""

    text: str
    first: bool


def issue_key(purpose: str, user: Any) -> uuid.UUID:
    """A fresh key for a hidden field; an anonymous visitor's key is bound to nobody."""
    return FormKey.objects.create(purpose=purpose, user=user if user and user.is_authenticated else None).key


def once(key: object, purpose: str, user: Any, act: Callable[[], str]) -> Receipt:
    """Run `act` in a transaction under the key's lock unless it has run; its text is the receipt (≤ 300 characters).

    Raises UnknownKey; whatever `act` raises leaves the key unused.
    """
    owner = user if user and user.is_authenticated else None
    try:
        wanted = uuid.UUID(str(key))
    except ValueError:
        raise UnknownKey(str(key)) from None
    with transaction.atomic():
        keys = FormKey.objects.filter(key=wanted, purpose=purpose, user=owner)
        if connection.features.has_select_for_update:
            keys = keys.select_for_update()
        row = keys.first()
        if row is None:
            raise UnknownKey(str(key))
        if row.used_at is not None:
            return Receipt(row.receipt, False)
        row.receipt, row.used_at = act(), timezone.now()
        row.save(update_fields=["receipt", "used_at"])
        return Receipt(row.receipt, True)
