"""What is indexed of a practice: public fields of live practices and nothing else."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch
from django.utils import timezone

from ops.versions import next_version
from portfolio.models import Practice, PracticeIndicator, PracticePlace
from portfolio.queries import live_practices, profiled_places
from portfolio.rules.target import share_of_target
from search.analysis import forms, indexable
from search.extraction import text_of
from search.rules.weight import weight_of
from search.schema import Document

CHUNK = 200
SHARES = 10_000  # steps of the share of a target
KEY_BITS = 31  # of `pk` at the end of a sort number, so that equal values keep one order


def practice_documents(ids: Iterable[int], version: int) -> list[Document]:
    """Documents of the live practices among these keys; six queries at any number."""
    rows = live_practices().filter(pk__in=list(ids)).order_by("pk").select_related("sector", "national_project").prefetch_related(
        "indicators", "budget_lines", "subsectors", "file_texts", Prefetch("places", queryset=profiled_places()),
    )
    return [practice_document(row, version) for row in rows]


def all_documents() -> Iterator[list[Document]]:
    """Every live practice in chunks; each chunk draws its number before it is read (decision 8)."""
    last = 0
    while True:
        version = next_version("search")
        ids = list(live_practices().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not ids:
            return
        yield practice_documents(ids, version)
        last = ids[-1]


def practice_document(row: Practice, version: int) -> Document:
    """The document of a live row with its prefetched rows."""
    places, indicators = list(row.places.all()), list(row.indicators.all())
    sectors = [sector for sector in (row.sector, *row.subsectors.all()) if sector]
    topics = " . ".join([*row.keywords.split(";"), *(f"{sector.name} . {sector.full_name}" for sector in sectors)])
    project = row.national_project.name if row.national_project else ""
    texts = {
        "title": row.title, "short_title": row.short_title, "topics": topics, "summary": row.annotation,
        "body": "\n".join([
            row.problem, row.goal, row.key_ambition, row.solution, row.lessons, project,
            *(indicator.name for indicator in indicators), *(place_names(place) for place in places),
        ]),
    }
    return {
        "pk": row.pk, "version": version, "number": row.number,
        **{name: indexable(text) for name, text in texts.items()},
        "title_exact": indexable(row.title), "attachments": indexable(text_of(row)),
        "words": " ".join(dict.fromkeys(forms("\n".join(texts.values())))),
        "sector": list(dict.fromkeys(sector.code for sector in sectors)),
        "kind": [row.kind] if row.kind else [], "status": [row.stage] if row.stage else [],
        "funding": list(dict.fromkeys(line.source for line in row.budget_lines.all())),
        "national": [row.national_project.code] if row.national_project else [],
        **place_values(places), **time_values(row),
        "cost": int(row.cost_krub * 10) if row.cost_krub is not None else None,
        "weight": practice_weight(row.start, row.end, row.stage, row.last_published_at, timezone.localdate()),
        **sort_values(row, reached(indicators)),
    }


def place_names(place: PracticePlace) -> str:
    """Municipality, settlement, region."""
    municipality = place.municipality
    return f"{municipality.full_name} . {place.settlement} . {municipality.region.territory.name}"


def place_values(places: list[PracticePlace]) -> Document:
    """Regions and districts of all places; peer group and population of the main one. Unknown is absent, never zero."""
    regions = [place.municipality.region for place in places]
    main = places[0] if places else None
    group = getattr(main, "group_code", None)
    return {
        "region": list(dict.fromkeys(region.slug for region in regions)),
        "district": list(dict.fromkeys(str(region.territory.parent_id) for region in regions if region.territory.parent_id)),
        "group": [group] if group else [], "municipality": [str(main.municipality_id)] if main else [],
        "pop": getattr(main, "population", None),
    }


def time_values(row: Practice) -> Document:
    """Year in which the work ended, else began; its length in months."""
    day = row.end or row.start
    return {"year": [str(day.year)] if day else [], "years": day.year if day else None, "months": months(row.start, row.end)}


def months(start: date | None, end: date | None) -> int | None:
    """Whole months begun between two days; None where one is missing."""
    if start is None or end is None or end < start:
        return None
    return (end.year - start.year) * 12 + end.month - start.month + (1 if end.day >= start.day else 0)


def practice_weight(start: date | None, end: date | None, stage: str, published: datetime | None, today: date) -> int:
    """The weight on a day of a practice with these dates."""
    return weight_of(end or start, timezone.localdate(published) if published else None, today, stage)


def reached(indicators: list[PracticeIndicator]) -> Decimal | None:
    """Share of the target that the headline reached; None where it is not measured."""
    headline = next((row for row in indicators if row.is_headline), None)
    return share_of_target(headline.baseline, headline.target, headline.actual, headline.direction) if headline else None


def sort_values(row: Practice, share: Decimal | None) -> Document:
    """Keys that end in `pk`; what has no cost comes after what has one, the unmeasured after a share of nothing."""
    published = row.first_published_at or row.created_at
    cost = min(int(row.cost_krub), 2**31) if row.cost_krub is not None else 2**31 + 1  # with `pk` it must fit a signed 64-bit number
    return {
        "updated": int(row.updated_at.timestamp()),
        "sort_newest": int(published.timestamp()) << KEY_BITS | row.pk,
        "sort_cost": cost << KEY_BITS | row.pk,
        "sort_share": (0 if share is None else 1 + int(share * SHARES)) << KEY_BITS | row.pk,
        "sort_adoptions": row.pk,
        "sort_title": f"{' '.join(forms(row.title))[:200]} {row.pk:012d}",
    }
