"""The values of a person as a merge keeps them: JSON, encrypted as a whole."""
from __future__ import annotations

import json
from datetime import date
from typing import Any

from people.models import Merge, Person
from people.rules.merging import FIELDS


def values_of(person: Person) -> dict[str, Any]:
    """Values by field; the user by key."""
    return {name: person.user_id if name == "user" else getattr(person, name) for name in FIELDS}


def set_value(person: Person, name: str, value: Any) -> None:
    """Put one back."""
    setattr(person, "user_id" if name == "user" else name, value)


def dump(changes: dict[str, Any]) -> str:
    """Dates as ISO text."""
    return json.dumps(changes, ensure_ascii=False, default=date.isoformat)


def load(merge: Merge) -> dict[str, Any]:
    """What `dump` wrote; nothing once the merge is closed."""
    changes: dict[str, Any] = json.loads(merge.changes) if merge.changes else {}
    for sides in changes.values():
        for side, value in sides.items():
            sides[side] = date.fromisoformat(value) if value and sides is changes.get("birth_date") else value
    return changes
