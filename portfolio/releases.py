"""The released text of a practice row, and the keeping of each published one."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from portfolio.models import Practice, PracticeRelease
from portfolio.released import TEXT_COLUMNS, Label, ReleasedIndicator, ReleasedLine, ReleasedPlace, ReleasedText

if TYPE_CHECKING:
    from portfolio.models import PracticePlace
    from taxonomy.models import NationalProject, Sector, Tag


def label(row: Sector | NationalProject | Tag) -> Label:
    """Name of a reference row in both languages."""
    return Label(row.code, row.name, row.name_en)


def released_place(row: PracticePlace) -> ReleasedPlace:
    """Names of the place; the codes are the public addresses."""
    municipality = row.municipality
    region, territory = municipality.region, municipality.territory
    return ReleasedPlace(
        municipality_id=municipality.pk, name=Label(municipality.slug, territory.name, territory.name_en),
        region=Label(region.slug, region.territory.name, region.territory.name_en), share=row.share, settlement=row.settlement,
    )


def released_text(
    practice: Practice, subsectors: Iterable[Label] | None = None, tags: Iterable[Label] | None = None, budget: Iterable[ReleasedLine] | None = None,
) -> ReleasedText:
    """All public words and rows of this practice, from whatever it holds in memory or in the database; some may be fetched beforehand."""
    if subsectors is None or tags is None or budget is None:
        subsectors, tags = map(label, practice.subsectors.all()), map(label, practice.tags.all())
        budget = (ReleasedLine(row.source, row.year, row.purpose, row.amount_krub) for row in practice.budget_lines.all())
    return ReleasedText(
        **{name: getattr(practice, name) for name in TEXT_COLUMNS},
        sector=label(practice.sector) if practice.sector else None,
        national_project=label(practice.national_project) if practice.national_project else None,
        subsectors=tuple(subsectors), tags=tuple(tags),
        places=tuple(released_place(row) for row in practice.places.all()),
        indicators=tuple(
            ReleasedIndicator(**{name: getattr(row, name) for name in ReleasedIndicator.__dataclass_fields__}) for row in practice.indicators.all()
        ),
        budget=tuple(budget),
    )


def keep_release(practice: Practice, at: datetime) -> PracticeRelease | None:
    """Store the text that goes live as the next release, unless it says what the last one says. The practice row is locked by the caller."""
    document = released_text(Practice.objects.with_rows().get(pk=practice.pk)).as_document()
    last = PracticeRelease.objects.filter(practice=practice).first()
    if last is not None and last.document == document:
        return None
    n = last.n + 1 if last else 1
    return PracticeRelease.objects.create(practice=practice, n=n, document=document, at=at, is_substantial=practice.is_substantial and n > 1)
