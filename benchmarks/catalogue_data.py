"""Practices made by a seeded generator: the same on every machine. Invented; never shown to anybody."""
from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from benchmarks.invented import STARTS, SUBJECTS, filler, text
from portfolio.models import FundingSource, Kind, Practice, PracticeBudgetLine, PracticeIndicator, PracticePlace, Stage
from taxonomy.models import Sector
from territories.models import Municipality

CHUNK = 500


def practice(rng: random.Random, words: list[str], number: int, sector: Sector) -> Practice:
    """A live practice of the sector."""
    subject = rng.choice(SUBJECTS[sector.code].split("|"))
    start = date(2018, 1, 1) + timedelta(days=rng.randrange(2_500))
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Practice(
        number=number, year=2026, slug=f"praktika-{number}", title=f"{rng.choice(STARTS.split('|'))} {subject} № {number}"[:150], short_title=f"Опыт {number}",
        annotation=text(rng, words, subject, 2)[:600], kind=rng.choice(Kind.values), sector=sector, keywords=f"{subject}; {rng.choice(words)}",
        stage=rng.choice(Stage.values), start=start, end=start + timedelta(days=rng.randrange(60, 700)) if rng.random() < 0.8 else None,
        problem=text(rng, words, subject, 5), goal=f"Сократить срок {subject}.", solution=text(rng, words, subject, 8), lessons=text(rng, words, subject, 2),
        cost_krub=Decimal(rng.randrange(50, 900_000)) / 10 if rng.random() < 0.9 else None, live=True, demo=True, first_published_at=at, last_published_at=at,
    )


def fill(until: int) -> None:
    """Practices up to this number of them, in chunks."""
    done = Practice.objects.count()
    rng = random.Random(done + 17)
    words = filler(random.Random(5))
    sectors = list(Sector.objects.filter(parent=None, code__in=SUBJECTS))
    below = {sector.pk: list(sector.children.all()) for sector in sectors}
    places = list(Municipality.objects.filter(valid_to=None).order_by("pk").values_list("pk", flat=True))
    wanted: Iterator[int] = iter(range(done + 1, until + 1))
    while numbers := list(islice(wanted, CHUNK)):
        made = Practice.objects.bulk_create(practice(rng, words, number, rng.choice(sectors)) for number in numbers)
        PracticePlace.objects.bulk_create(PracticePlace(practice=row, municipality_id=rng.choice(places), sort_order=0) for row in made)
        PracticeIndicator.objects.bulk_create(indicator(rng, row, at) for row in made for at in range(3))
        PracticeBudgetLine.objects.bulk_create(
            PracticeBudgetLine(practice=row, source=source, year=2024, amount_krub=Decimal(rng.randrange(10_000)) / 10, sort_order=at)
            for row in made for at, source in enumerate(rng.sample(FundingSource.values, 2))
        )
        through = Practice.subsectors.through
        through.objects.bulk_create(through(practice_id=row.pk, sector_id=rng.choice(below[row.sector_id]).pk) for row in made)


def indicator(rng: random.Random, row: Practice, at: int) -> PracticeIndicator:
    """A row of the indicators; the first leads."""
    before = rng.randrange(20, 200)
    return PracticeIndicator(
        practice=row, name="Срок согласования, медиана", unit="рабочий день", baseline=before, target=before // 2, sort_order=at,
        actual=before // 2 + rng.randrange(9) if rng.random() < 0.8 else None, is_headline=at == 0, source="журнал",
    )
