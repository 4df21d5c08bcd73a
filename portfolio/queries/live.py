"""Which practices are live, where and how many."""
from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from portfolio.models import Practice, PracticePlace
from portfolio.querysets import PracticeQuerySet


def live_practices() -> PracticeQuerySet:
    """What strangers may read."""
    return Practice.objects.live()


def live_count() -> int:
    """Number of practices strangers may read."""
    return live_practices().count()


def live_counts_by_region() -> dict[int, int]:
    """Live practices by key of the region; one with places in two regions counts in both."""
    rows = PracticePlace.objects.filter(practice__live=True).values_list("municipality__region_id").annotate(n=Count("practice_id", distinct=True))
    return dict(rows.order_by())


def live_counts_by_municipality(region_id: int) -> dict[int, int]:
    """Live practices by key of the municipality, within a region."""
    rows = PracticePlace.objects.filter(practice__live=True, municipality__region_id=region_id).values_list("municipality_id")
    return dict(rows.annotate(n=Count("practice_id", distinct=True)).order_by())


def live_counts_by_sector() -> dict[int, int]:
    """Live practices by key of the sector."""
    rows = live_practices().filter(sector__isnull=False).values_list("sector_id").annotate(n=Count("pk"))
    return dict(rows.order_by())


def practices_of_region(region_id: int) -> PracticeQuerySet:
    """Live practices with a place in the region, newest number first."""
    return live_practices().in_region(region_id)


def practices_of_municipality(municipality_id: int) -> PracticeQuerySet:
    """Live practices with a place in the municipality, newest number first."""
    return live_practices().in_municipality(municipality_id)


def practices_of_municipalities(municipality_ids: Iterable[int]) -> PracticeQuerySet:
    """Live practices with a place in one of these, such as the members of a peer group, newest number first."""
    places = PracticePlace.objects.filter(municipality_id__in=list(municipality_ids)).values("practice_id")
    return live_practices().filter(pk__in=places)
