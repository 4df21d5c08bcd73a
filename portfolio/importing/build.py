"""Values of a row → fields of a practice, over what stands there already: pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from portfolio.fields import BudgetFields, IndicatorFields, PlaceFields, PracticeFields
from portfolio.importing.columns import FUNDING, INDICATORS

PLAIN = (
    "title", "short_title", "annotation", "kind", "stage", "start", "end", "problem", "goal", "key_ambition", "solution", "lessons", "keywords",
    "language",
)
DATES = ("start", "end")
EMPTY = PracticeFields(title="", origin="import")


def build(values: Mapping[str, Any], current: PracticeFields | None, source: str, key: str) -> PracticeFields:
    """The practice as the file wants it. A column that the file lacks leaves what stands there; a blank cell empties it."""
    old = current or replace(EMPTY, source=source, source_key=key)
    plain: dict[str, Any] = {
        name: values[name] if name in DATES else values[name] or "" for name in PLAIN if name in values
    }
    return replace(
        old, **plain, **links(values, old), places=places(values, old), indicators=indicators(values, old), budget=budget(values, old),
    )


def links(values: Mapping[str, Any], old: PracticeFields) -> dict[str, Any]:
    """Sector, second level, national project, teaching example."""
    return {
        "sector_id": values.get("sector", old.sector_id),
        "subsector_ids": old.subsector_ids if "subsectors" not in values else same_set(values["subsectors"] or (), old.subsector_ids),
        "national_project_id": values.get("national_project", old.national_project_id),
        "demo": old.demo if values.get("demo") is None else bool(values["demo"]),
    }


def same_set(new: tuple[int, ...], old: tuple[int, ...]) -> tuple[int, ...]:
    """Second levels have no order in the database, so another order is no change."""
    return old if set(new) == set(old) else new


def places(values: Mapping[str, Any], old: PracticeFields) -> tuple[PlaceFields, ...]:
    """The main place with what the others leave."""
    if "others" in values:
        others = tuple(PlaceFields(pk, known_settlement(pk, old), share) for pk, share in values["others"] or ())
    else:
        others = tuple(place for place in old.places[1:] if place.municipality_id != values["place"])
    settlement = values["settlement"] or "" if "settlement" in values else known_settlement(values["place"], old)
    main = PlaceFields(values["place"], settlement, Decimal(100) - sum((place.share for place in others), Decimal(0)))
    if [place.municipality_id for place in (main, *others)] == [place.municipality_id for place in old.places] and "others" not in values:
        main = replace(main, share=old.places[0].share)
    return (main, *others)


def known_settlement(municipality_id: int, old: PracticeFields) -> str:
    """Settlement that stands there for this municipality."""
    return next((place.settlement for place in old.places if place.municipality_id == municipality_id), "")


def indicators(values: Mapping[str, Any], old: PracticeFields) -> tuple[IndicatorFields, ...]:
    """The first three from the file where it has their columns, the rest as they stand; the first leads the card."""
    if not any(name.startswith("ind") for name in values):
        return old.indicators
    rows: list[IndicatorFields] = []
    for n in INDICATORS:
        prefix = f"ind{n}."
        said = {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}
        before = old.indicators[n - 1] if n <= len(old.indicators) else None
        if not said:
            rows += [before] if before else []
        elif any(value is not None for value in said.values()) or (before and "name" not in said):
            rows.append(indicator(said, before))
    rows += old.indicators[len(INDICATORS):]
    lead = next((n for n, row in enumerate(rows) if row.is_headline), 0)
    return tuple(replace(row, is_headline=n == lead) for n, row in enumerate(rows))


def indicator(said: Mapping[str, Any], before: IndicatorFields | None) -> IndicatorFields:
    """One indicator; without a direction it is told by plan or result against the start."""
    old = before or IndicatorFields(name="")
    texts: dict[str, Any] = {name: said[name] or "" for name in ("name", "unit", "source") if name in said}
    figures = {name: value for name, value in said.items() if name not in texts and name != "direction"}
    new = replace(old, **texts, **figures)
    direction = said.get("direction")
    if direction is None:
        direction = old.direction if before else guessed_direction(new)
    return replace(new, direction=direction)


def guessed_direction(row: IndicatorFields) -> str:
    """Up where the plan, or else the result, is above the start."""
    aim = row.target if row.target is not None else row.actual
    return "up" if aim is not None and row.baseline is not None and aim > row.baseline else "down"


def budget(values: Mapping[str, Any], old: PracticeFields) -> tuple[BudgetFields, ...]:
    """One line per source of the file; lines of a source that add up to the same amount stay as they are, and so do sources the file lacks."""
    lines: list[BudgetFields] = []
    for source in FUNDING.values():
        known = tuple(line for line in old.budget if line.source == source)
        if f"budget.{source}" not in values:
            lines += known
            continue
        amount = values[f"budget.{source}"]
        if amount is not None and known and sum(line.amount_krub for line in known) == amount:
            lines += known
        elif amount is not None:
            lines.append(BudgetFields(source, amount))
    return old.budget if sorted(map(repr, lines)) == sorted(map(repr, old.budget)) else tuple(lines)
