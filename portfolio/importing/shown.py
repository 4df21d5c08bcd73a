"""Fields of a practice as cells of the file: for before and after, and for rows written into a template."""
from __future__ import annotations

from portfolio.fields import IndicatorFields, PracticeFields
from portfolio.importing.columns import DIRECTIONS, FUNDING, INDICATORS, KINDS, STAGES
from portfolio.importing.lookups import Lookups

WORDS = {code: label for words in (KINDS, STAGES, DIRECTIONS) for label, code in words.items()}
Shown = dict[str, object]


def shown(fields: PracticeFields, lookups: Lookups) -> Shown:
    """Value by column key; None where the cell is blank. Values compare as they are stored."""
    plain = ("title", "short_title", "annotation", "problem", "goal", "key_ambition", "solution", "lessons", "keywords", "start", "end")
    cells: Shown = {name: getattr(fields, name) or None for name in plain}
    cells |= {"kind": WORDS.get(fields.kind), "stage": WORDS.get(fields.stage), "demo": fields.demo}
    cells["sector"] = lookups.nodes[fields.sector_id].label if fields.sector_id in lookups.nodes else None
    codes = sorted(lookups.nodes[pk].code for pk in fields.subsector_ids if pk in lookups.nodes)
    cells["subsectors"] = "; ".join(codes) or None
    cells["national_project"] = lookups.project_names.get(fields.national_project_id or 0)
    return cells | places_shown(fields, lookups) | indicators_shown(fields.indicators) | budget_shown(fields)


def places_shown(fields: PracticeFields, lookups: Lookups) -> Shown:
    """Main place and the others with their shares."""
    main = fields.places[0] if fields.places else None
    others = "; ".join(f"{lookups.label(place.municipality_id)} {place.share.normalize():f} %" for place in fields.places[1:])
    return {
        "place": lookups.label(main.municipality_id) if main else None, "settlement": (main.settlement if main else "") or None,
        "others": others.replace(".", ",") or None,
    }


def indicators_shown(rows: tuple[IndicatorFields, ...]) -> Shown:
    """The first three."""
    cells: Shown = {}
    for n in INDICATORS:
        row = rows[n - 1] if n <= len(rows) else IndicatorFields(name="")
        for name in ("name", "unit", "baseline", "baseline_on", "target", "target_on", "actual", "actual_on", "source"):
            value = getattr(row, name)
            cells[f"ind{n}.{name}"] = None if value == "" else value
        cells[f"ind{n}.direction"] = WORDS[row.direction] if row.name else None
    return cells


def budget_shown(fields: PracticeFields) -> Shown:
    """Sum by source; a source without a line is blank."""
    cells: Shown = {}
    for source in FUNDING.values():
        amounts = [line.amount_krub for line in fields.budget if line.source == source]
        cells[f"budget.{source}"] = sum(amounts) if amounts else None
    return cells
