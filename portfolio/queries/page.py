"""The public page of a practice: three queries, built from the live row; a release from its document."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from portfolio.models import Practice, PracticeRelease
from portfolio.queries.cards import CardPlace, card_place, profiled_places
from portfolio.queries.live import live_practices
from portfolio.querysets import PracticeQuerySet
from portfolio.released import Label, ReleasedLine, ReleasedText, read_document
from portfolio.releases import released_text

if TYPE_CHECKING:
    from wagtail.images.models import Image


@dataclass(frozen=True)
class PracticePage:
    """A practice as strangers see it; `release` is the version shown, `is_release` whether it is a kept one and not the live text."""

    id: int
    number: int
    slug: str
    code: str
    text: ReleasedText
    place: CardPlace | None
    cover: Image | None
    release: int | None
    released_at: datetime | None
    first_published_at: datetime | None
    last_published_at: datetime | None
    is_release: bool = False
    is_preview: bool = False


@dataclass(frozen=True)
class PageStamp:
    """What tells whether a drawn page is still right."""

    id: int
    slug: str
    published_at: datetime
    release: int | None


def page_stamp(number: int) -> PageStamp | None:
    """The stamp of the live practice of this number; None for drafts, tombstones and what never was. One query."""
    row = stamps().filter(number=number).first()
    return PageStamp(*row) if row else None


@cache
def stamps() -> QuerySet[Practice, Any]:
    """Columns of the stamp; made once, filtered at each use."""
    release = PracticeRelease.objects.filter(practice=OuterRef("pk")).order_by("-n")
    return live_practices().order_by().annotate(release_n=Subquery(release.values("n")[:1])).values_list("pk", "slug", "last_published_at", "release_n")


@cache
def page_rows() -> PracticeQuerySet:
    """Practices with all that the page shows; made once, filtered at each use."""
    release = PracticeRelease.objects.filter(practice=OuterRef("pk")).order_by("-n")
    return (
        live_practices().select_related("sector", "national_project", "cover").with_labels()
        .annotate(release_n=Subquery(release.values("n")[:1]), release_at=Subquery(release.values("at")[:1]))
        .prefetch_related(Prefetch("places", queryset=profiled_places()), "indicators")
    )


def practice_page(number: int) -> PracticePage | None:
    """The live practice of this number; None for drafts, tombstones and what never was. Three queries."""
    row = page_rows().filter(number=number).first()
    return page_of_row(row) if row else None


def practice_pages(numbers: Iterable[int]) -> list[PracticePage]:
    """The live practices of these numbers in the given order. Three queries at any number, none for none."""
    wanted = list(dict.fromkeys(numbers))
    found = {row.number: page_of_row(row) for row in page_rows().filter(number__in=wanted)} if wanted else {}
    return [found[number] for number in wanted if number in found]


def page_of_row(row: Practice) -> PracticePage:
    """The page of a row of `page_rows`."""
    extra: Any = row
    return page_of(row, text_of(row), extra.release_n, extra.release_at)


def text_of(row: Practice) -> ReleasedText:
    """The public words and rows of a row of `page_rows`."""
    extra: Any = row
    subsectors = labels(sorted(extra.subsector_rows or (), key=itemgetter("order", "code")))
    tags = labels(sorted(extra.tag_rows or (), key=itemgetter("name")))
    budget = [
        ReleasedLine(line["source"], line["year"], line["purpose"], Decimal(str(line["amount"])))
        for line in sorted(extra.budget_rows or (), key=lambda line: (line["order"] or 0, line["key"]))
    ]
    return released_text(row, subsectors, tags, budget)


def labels(rows: Iterable[dict[str, Any]]) -> list[Label]:
    """Labels from rows of JSON."""
    return [Label(row["code"], row["name"], row["name_en"]) for row in rows]


def page_of(row: Practice, text: ReleasedText, release: int | None, released_at: datetime | None) -> PracticePage:
    """The page of a live row."""
    return PracticePage(
        id=row.pk, number=row.number, slug=row.slug, code=row.code, text=text, place=card_place(list(row.places.all())), cover=row.cover,
        release=release, released_at=released_at, first_published_at=row.first_published_at, last_published_at=row.last_published_at,
    )


def preview_page(row: Practice) -> PracticePage:
    """The page a draft would have, from what the editor's form holds."""
    text = released_text(row)
    return PracticePage(
        id=row.pk or 0, number=row.number or 0, slug=row.slug, code=row.code if row.number else "", text=text, place=None, cover=row.cover,
        release=None, released_at=None, first_published_at=row.first_published_at, last_published_at=None, is_preview=True,
    )


def release_page(number: int, n: int) -> PracticePage | None:
    """The n-th published text of a practice that is live; one query."""
    release = PracticeRelease.objects.select_related("practice").filter(practice__number=number, practice__live=True, n=n).first()
    if release is None:
        return None
    row = release.practice
    return PracticePage(
        id=row.pk, number=row.number, slug=row.slug, code=row.code, text=read_document(release.document), place=None, cover=None, release=n,
        released_at=release.at, first_published_at=row.first_published_at, last_published_at=row.last_published_at, is_release=True,
    )


def withdrawn_code(number: int) -> str:
    """What the tombstone of this number says; empty where there is none."""
    row = Practice.objects.filter(number=number, withdrawn_at__isnull=False).first()
    return row.code if row else ""
