"""What an editor's browser sends."""
from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portfolio.fields import TEXTS, PracticeFields
from portfolio.models import Practice

NOT_IN_THE_FORM = {"origin", "source", "source_key", "sector_id", "national_project_id"}


def text(value: Any) -> Any:
    """A value as a form field holds it."""
    return "" if value is None else value


def rows(items: Any, known: Any = (), **renamed: str) -> dict[str, Any]:
    """Rows of a formset over the rows that are there; a tick that is not set is not sent."""
    keys = [row.pk for row in known]
    sent = [{renamed.get(name, name): text(value) for name, value in vars(item).items() if value is not False} for item in items]
    for row, key in zip(sent, keys, strict=False):
        row["id"] = text(key)
    return inline_formset(sent, initial=min(len(keys), len(sent)))


def form_data(fields: PracticeFields, action: str = "", over: Practice | None = None, **extra: Any) -> dict[str, Any]:
    """The whole form over a practice, or of a new one, with the button pressed."""
    known = (over.places.all(), over.indicators.all(), over.budget_lines.all()) if over else ((), (), ())
    data = {name: text(getattr(fields, name)) for name in TEXTS if name not in NOT_IN_THE_FORM and getattr(fields, name) is not False}
    data |= {"sector": text(fields.sector_id), "national_project": text(fields.national_project_id), "cover": "", "go_live_at": "", "expire_at": ""}
    data |= {
        "places": rows(fields.places, known[0], municipality_id="municipality"), "indicators": rows(fields.indicators, known[1]),
        "budget_lines": rows(fields.budget, known[2]),
    }
    sent = nested_form_data(data)
    sent |= {"subsectors": list(fields.subsector_ids), "tags": list(fields.tag_ids)}
    return {**sent, **({action: action} if action else {}), **extra}
