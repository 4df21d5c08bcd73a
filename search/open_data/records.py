"""The record of a practice as JSON knows it, and its card; the same in the API, the export and the dump."""
from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import override

from portfolio.models import FundingSource, Kind, Stage
from portfolio.queries import CardPlace, FactPlace, PracticeCard, PracticeFacts
from portfolio.queries.facts import reached
from portfolio.released import Label, ReleasedIndicator, ReleasedLine

Record = dict[str, Any]


def practice_record(facts: PracticeFacts, base: str) -> Record:
    """The whole record; `base` is the site's address without a slash at its end. Keys are those of `schemas.Practice`."""
    text = facts.text
    return {
        "number": facts.number, "code": facts.code, "release": facts.release, **addresses(facts.number, facts.slug, base),
        "permanent_url": permanent_url(facts, base),
        **{name: getattr(text, name) for name in ("title", "short_title", "annotation", "language", "licence", "demo")},
        "kind": choice(Kind, text.kind), "stage": choice(Stage, text.stage), "sector": named(text.sector),
        "subsectors": [named(label) for label in text.subsectors], "tags": [named(label) for label in text.tags],
        "national_project": named(text.national_project), "keywords": keywords(text.keywords),
        "places": [place_record(row) for row in facts.places],
        "start": day(text.start), "end": day(text.end), "months": facts.months, "cost_krub": number(text.cost_krub),
        "budget": [line_record(row) for row in text.budget], "indicators": [indicator_record(row) for row in text.indicators],
        **{name: getattr(text, name) for name in ("problem", "goal", "key_ambition", "solution", "lessons")},
        "first_published_at": instant(facts.first_published_at), "last_published_at": instant(facts.last_published_at),
    }


def card_record(card: PracticeCard, base: str) -> Record:
    """What a list says of a practice. Keys are those of `api.schemas.Card`."""
    figure = card.figure
    return {
        "number": card.number, "code": card.code, **addresses(card.number, card.slug, base),
        **{name: getattr(card, name) for name in ("title", "annotation", "language", "demo")},
        "kind": choice(Kind, card.kind), "stage": choice(Stage, card.stage), "sector": named(card.sector),
        "place": card_place_record(card.place) if card.place else None,
        "start": day(card.start), "end": day(card.end), "months": card.months, "cost_krub": number(card.cost_krub),
        "headline": {
            "name": figure.name, "unit": figure.unit, "direction": figure.direction, "baseline": number(figure.baseline),
            "target": number(figure.target), "actual": number(figure.actual), "share_of_target": share(figure.reached),
        } if figure else None,
    }


def addresses(key: int, slug: str, base: str) -> Record:
    """Addresses of the page in both languages."""
    with override("ru"):
        path = reverse("portfolio:practice", args=[key, slug])
    return {"url": base + path, "url_en": f"{base}/en{path}"}


def permanent_url(facts: PracticeFacts, base: str) -> str | None:
    """Address of the kept text."""
    if facts.release is None:
        return None
    with override("ru"):
        return base + reverse("portfolio:release", args=[facts.number, facts.slug, facts.release])


def named(label: Label | None) -> Record | None:
    """A name of a reference book."""
    return {"code": label.code, "name": label.name, "name_en": label.name_en} if label else None


def choice(choices: type[TextChoices], value: str) -> Record | None:
    """A value of our own lists; nothing where it is not set."""
    return dict(zip(("code", "name", "name_en"), names(choices, value), strict=True)) if value else None


@lru_cache(maxsize=200)
def names(choices: type[TextChoices], value: str) -> tuple[str, str, str]:
    """Code, Russian and English name."""
    out = [value]
    for language in ("ru", "en"):
        with override(language):
            out.append(str(choices(value).label))
    return out[0], out[1], out[2]


def place_record(row: FactPlace) -> Record:
    """A place."""
    place = row.place
    return {
        "name": place.name.name, "name_en": place.name.name_en, "region": named(place.region), "oktmo": row.oktmo, "settlement": place.settlement,
        "share": number(place.share), "peer_group": named(row.group), "population": row.population, "population_year": row.population_year,
    }


def card_place_record(place: CardPlace) -> Record:
    """The main place of a card."""
    return {
        "name": place.name.name, "name_en": place.name.name_en, "region": named(place.region), "peer_group": named(place.group),
        "population": place.population, "population_year": place.population_year,
    }


def line_record(row: ReleasedLine) -> Record:
    """Money of one source."""
    return {"source": choice(FundingSource, row.source), "year": row.year, "purpose": row.purpose, "amount_krub": number(row.amount_krub)}


def indicator_record(row: ReleasedIndicator) -> Record:
    """An indicator."""
    return {
        "name": row.name, "unit": row.unit, "direction": row.direction, "baseline": number(row.baseline), "baseline_on": day(row.baseline_on),
        "target": number(row.target), "target_on": day(row.target_on), "actual": number(row.actual), "actual_on": day(row.actual_on),
        "share_of_target": share(reached(row)), "source": row.source, "is_headline": row.is_headline,
    }


def keywords(text: str) -> list[str]:
    """Words between semicolons."""
    return [word.strip() for word in text.split(";") if word.strip()]


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: at most fourteen digits, so nothing is rounded; a whole one without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def share(value: Decimal | None) -> int | float | None:
    """Four digits are enough for a share."""
    return number(round(value, 4)) if value is not None else None


def day(value: date | None) -> str | None:
    """YYYY-MM-DD."""
    return value.isoformat() if value else None


def instant(value: datetime | None) -> str | None:
    """ISO 8601 to the second, with its zone."""
    return value.isoformat(timespec="seconds") if value else None
