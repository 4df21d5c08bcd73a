"""The map of the site: pages, live practices, regions."""
from __future__ import annotations

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from portfolio.models import Practice
from territories.models import Region


class Pages(Sitemap):  # type: ignore[type-arg]
    """Live public pages of both languages."""

    def items(self) -> QuerySet[Page]:
        """Without the root."""
        return Page.objects.live().public().filter(depth__gt=1).order_by("path")  # type: ignore[no-any-return]

    def location(self, item: Page) -> str:
        """Its path."""
        return item.url or "/"

    def lastmod(self, item: Page) -> datetime | None:
        """When it was last published."""
        return item.last_published_at


class Practices(Sitemap):  # type: ignore[type-arg]
    """Live practices."""

    limit = 5000

    def items(self) -> QuerySet[Practice]:
        """By number."""
        return Practice.objects.filter(live=True).only("number", "slug", "last_published_at").order_by("number")

    def location(self, item: Practice) -> str:
        """Its public page."""
        return reverse("portfolio:practice", kwargs={"number": item.number, "slug": item.slug})

    def lastmod(self, item: Practice) -> datetime | None:
        """When it was last published."""
        return item.last_published_at


class Regions(Sitemap):  # type: ignore[type-arg]
    """Regions."""

    def items(self) -> QuerySet[Region]:
        """By slug."""
        return Region.objects.only("slug").order_by("slug")

    def location(self, item: Region) -> str:
        """Its page."""
        return reverse("website:region", args=[item.slug])


SITEMAPS = {"pages": Pages, "practices": Practices, "regions": Regions}
