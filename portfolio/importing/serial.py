"""Fields of a practice as JSON and back, for the rows of a batch."""
from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

from portfolio.fields import BudgetFields, IndicatorFields, PlaceFields, PracticeFields

NESTED: dict[str, type] = {"places": PlaceFields, "indicators": IndicatorFields, "budget": BudgetFields}


def to_json(practice: PracticeFields) -> dict[str, Any]:
    """Plain JSON values; numbers as text, so that nothing is lost."""
    return {name: plain(value) for name, value in asdict(practice).items()}


def plain(value: Any) -> Any:
    """One value."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value


def from_json(stored: dict[str, Any]) -> PracticeFields:
    """The same fields; names that are no longer known are left out."""
    values = restored(PracticeFields, stored)
    for name, kind in NESTED.items():
        values[name] = tuple(kind(**restored(kind, row)) for row in stored.get(name, ()))
    for name in ("subsector_ids", "tag_ids"):
        values[name] = tuple(values.get(name, ()))
    return PracticeFields(**values)


def restored(kind: type, stored: dict[str, Any]) -> dict[str, Any]:
    """Values by the types that the dataclass states."""
    hints = hints_of(kind)
    values: dict[str, Any] = {}
    for known in fields(kind):
        if known.name not in stored:
            continue
        value, hint = stored[known.name], hints[known.name]
        if isinstance(value, str) and hint in (Decimal, Decimal | None):
            value = Decimal(value)
        elif isinstance(value, str) and hint in (date, date | None):
            value = date.fromisoformat(value)
        values[known.name] = value
    return values


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """Types by name; working them out costs more than the row."""
    return get_type_hints(kind)
