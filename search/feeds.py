"""A search as a feed: the fifty practices published last, as RSS and as Atom, in the language of the address."""
from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from accounts.limits import TooMany, spend, too_many
from portfolio.queries import PracticeCard, live_practices, practice_cards
from search import screen
from search.filters import address, read_query
from search.find import find
from search.labels import facet_labels
from search.open_data.answers import open_to_all, unless_known
from search.query import CatalogueQuery, TooLong
from search.vocabulary import vocabulary

ITEMS = 50
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to write these
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # an empty feed has a date too, and it must stay the same from one asking to the next


def writable(text: str) -> str:
    """The text without signs that XML cannot hold: they come with addresses, and with texts pasted from a word processor."""
    return FORBIDDEN.sub(" ", text)


class SteadyRss(Rss201rev2Feed):
    """RSS whose date is that of its newest practice."""

    def latest_post_date(self) -> datetime:
        """Of an empty feed too."""
        return super().latest_post_date() if self.items else NEVER


class SteadyAtom(Atom1Feed):
    """The same as Atom."""

    def latest_post_date(self) -> datetime:
        """Of an empty feed too."""
        return super().latest_post_date() if self.items else NEVER


class PracticeFeed(Feed[PracticeCard, CatalogueQuery]):
    """Practices of a search, the newest first."""

    feed_type: type[SyndicationFeed] = SteadyRss

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> CatalogueQuery:
        """The search of the address. Raises TooLong in `items`."""
        words = vocabulary()
        self.language, self.words = get_language() or "ru", words
        return replace(read_query(request.GET, facet_labels(words.version)), sort="newest", page=1, size=ITEMS)

    def title(self, query: CatalogueQuery) -> str:
        """Names the words where there are any."""
        return gettext("Practices: %(text)s") % {"text": writable(query.text)} if query.text else gettext("New practices of municipalities")

    def description(self, query: CatalogueQuery) -> str:
        """What the feed is."""
        return gettext("What other towns and districts did, what it cost and what changed.")

    def link(self, query: CatalogueQuery) -> str:
        """The catalogue with this search."""
        return screen.catalogue_url() + address(replace(query, sort="newest"))

    def items(self, query: CatalogueQuery) -> list[PracticeCard]:
        """Cards with the instant of their publication. Raises TooLong."""
        ids = find(query, self.words).page.ids
        self.published = dict(live_practices().filter(pk__in=ids).values_list("pk", "first_published_at"))
        return practice_cards(ids)

    def item_title(self, item: PracticeCard) -> str:
        """Its title."""
        return writable(item.title)

    def item_description(self, item: PracticeCard) -> str:
        """Its annotation."""
        return writable(item.annotation)

    def item_link(self, item: PracticeCard) -> str:
        """Its page."""
        return item.url

    def item_guid(self, item: PracticeCard) -> str:
        """Its printed number, which never changes."""
        return item.code

    item_guid_is_permalink = False

    def item_pubdate(self, item: PracticeCard) -> datetime | None:
        """When it was first published."""
        return self.published.get(item.id)

    def item_categories(self, item: PracticeCard) -> list[str]:
        """Its sector."""
        return [item.sector.in_language(self.language or "ru")] if item.sector else []


class AtomFeed(PracticeFeed):
    """The same as Atom."""

    feed_type = SteadyAtom
    subtitle = PracticeFeed.description


FEEDS = {"xml": PracticeFeed, "atom": AtomFeed}


@require_safe
def practices(request: HttpRequest, kind: str) -> HttpResponse:
    """The feed, or 304 where the reader has it; 400 for a query that is too long. Each call makes its own feed object, for it keeps what it read."""
    try:
        spend(request, "feeds")
        response = FEEDS[kind]()(request)
    except TooMany as refusal:
        return too_many(request, refusal)
    except TooLong:
        return HttpResponse(gettext("The query is too long"), status=400, content_type="text/plain; charset=utf-8")
    return open_to_all(unless_known(request, response))
