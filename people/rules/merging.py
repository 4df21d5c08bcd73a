"""Which row gives which value when two become one."""
from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

FIELDS = ("family", "given", "patronymic", "birth_date", "sex", "email", "phone", "user")


class Side(StrEnum):
    """The row that stays, or the one that goes."""

    KEPT = "kept"
    GONE = "gone"


class UnknownChoice(ValueError):
    """A field or a side that does not exist."""


def suggested(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Side]:
    """The kept row's value, unless it has none and the other has; a full patronymic or given name before an initial."""
    return {name: Side.GONE if poorer(kept[name], gone[name]) else Side.KEPT for name in FIELDS}


def poorer(value: Any, other: Any) -> bool:
    """Whether the other value says more of the same."""
    if not value:
        return bool(other)
    both_texts = isinstance(value, str) and isinstance(other, str)
    return both_texts and len(value.strip(".")) == 1 < len(other) and other[:1].lower() == value[:1].lower()


def chosen(kept: Mapping[str, Any], gone: Mapping[str, Any], choices: Mapping[str, str]) -> dict[str, Any]:
    """Values of the merged row: as chosen, else as suggested. An account is never lost by the choice. Raises UnknownChoice."""
    if set(choices) - set(FIELDS) or set(choices.values()) - set(Side):
        raise UnknownChoice(dict(choices))
    sides = {**suggested(kept, gone), **choices}
    values = {name: gone[name] if sides[name] == Side.GONE else kept[name] for name in FIELDS}
    values["user"] = values["user"] or kept["user"] or gone["user"]
    return values
