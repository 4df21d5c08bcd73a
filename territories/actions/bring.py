"""Makes stored rows equal to wanted ones in few statements and short transactions."""
from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction

from territories.models import Municipality, Region, Territory, TerritoryKind

CHUNK = 200
Values = dict[str, Any]
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
M = TypeVar("M", bound=models.Model)
Detail = TypeVar("Detail", Region, Municipality)


@dataclass
class Tally:
    """Rows made, changed and left alone, per table."""

    made: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    same: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def touched(self) -> int:
        """Rows written."""
        return sum(self.made.values()) + sum(self.changed.values())

    def count(self, table: str, made: int, changed: int, total: int) -> None:
        """Adds the outcome of one table."""
        for where, number in ((self.made, made), (self.changed, changed), (self.same, total - made - changed)):
            where[table] = where.get(table, 0) + number


def chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Runs of at most `CHUNK`, so that no transaction keeps other writers waiting."""
    return (rows[at:at + CHUNK] for at in range(0, len(rows), CHUNK))


def differing(kept: models.Model, wanted: Values) -> list[str]:
    """Writes the wanted values onto the row; names of those that were others."""
    names = [name for name, value in wanted.items() if getattr(kept, name) != value]
    for name in names:
        setattr(kept, name, wanted[name])
    return names


def update_all(model: type[M], rows: Sequence[tuple[M, list[str]]]) -> int:
    """Saves the changed rows; their number."""
    changed = [(row, names) for row, names in rows if names]
    names = sorted({name.removesuffix("_id") for _, some in changed for name in some})
    for some in chunks(changed):
        model._default_manager.bulk_update([row for row, _ in some], names)
    return len(changed)


def bring(model: type[M], wanted: Mapping[K, Values], kept: Mapping[K, M], table: str, tally: Tally) -> list[M]:
    """Rows of one table by their key; returns the new ones."""
    changed = update_all(model, [(kept[key], differing(kept[key], values)) for key, values in wanted.items() if key in kept])
    new = [model(**values) for key, values in wanted.items() if key not in kept]
    for some in chunks(new):
        model._default_manager.bulk_create(some)
    tally.count(table, len(new), changed, len(wanted))
    return new


def bring_places(
    model: type[Detail], kind: TerritoryKind, wanted: Mapping[K, tuple[Values, Values]], kept: Mapping[K, Detail],
    table: str, tally: Tally,
) -> None:
    """Regions or municipalities: a territory and its detail row are made together. `wanted` gives the values of both."""
    old = [key for key in wanted if key in kept]
    territories = update_all(Territory, [(kept[key].territory, differing(kept[key].territory, wanted[key][0])) for key in old])
    details = update_all(model, [(kept[key], differing(kept[key], wanted[key][1])) for key in old])
    new = [key for key in wanted if key not in kept]
    for some in chunks(new):
        with transaction.atomic():
            places = Territory.objects.bulk_create([Territory(kind=kind, **wanted[key][0]) for key in some])
            model._default_manager.bulk_create([model(territory=place, **wanted[key][1]) for key, place in zip(some, places, strict=True)])
    tally.count(table, len(new), max(territories, details), len(wanted))
