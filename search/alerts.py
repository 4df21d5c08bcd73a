"""Savers of searches are told what is new: once per news, once per run, in the transaction that moves the search on."""
from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.notices import notify
from ops.clock import duty
from portfolio.queries import live_practices
from search.engines.base import EngineDown
from search.labels import facet_labels
from search.matching import matching_among
from search.models import PracticeNews, SavedSearch
from search.news import newest_number, news_after
from search.rules.saved import SHOWN, news_lines
from search.saved_letters import KIND
from search.saving import next_look, stored, subscription_path
from search.vocabulary import vocabulary

log = logging.getLogger(__name__)
BATCH = 200
TROUBLE = timedelta(hours=1)


@dataclass
class Run:
    """What the searches of one run share: the newest number, and the news after each number they stand at."""

    at: datetime
    newest: int
    known: dict[int, list[PracticeNews]] = field(default_factory=dict)

    def after(self, number: int) -> list[PracticeNews]:
        """The newest first; one query per number."""
        if number >= self.newest:
            return []
        if number not in self.known:
            self.known[number] = list(news_after(number, self.newest))
        return self.known[number]


@duty("search.tell_news", every=timedelta(minutes=1))
def tell_due(at: datetime) -> None:
    """Searches whose hour has come (one query while there are none), at most 200 a minute; one's trouble stops nobody else's."""
    due = list(SavedSearch.objects.filter(next_at__lte=at).select_related("owner").order_by("next_at", "pk")[:BATCH])
    if not due:
        return
    run = Run(at, newest_number())
    for search in due:
        try:
            tell(search, run)
        except EngineDown as error:
            log.warning("the search engine is away, saved searches wait: %s", error)
            return
        except Exception:
            log.exception("saved search %s is tried again in an hour", search.pk)
            SavedSearch.objects.filter(pk=search.pk, next_at__isnull=False).update(next_at=at + TROUBLE)


def tell(search: SavedSearch, run: Run) -> bool:
    """Move the search on and tell its news, all or nothing; whether anything was told. Another runner that was quicker has moved it. Raises EngineDown."""
    news = found_news(search, run)
    with transaction.atomic():
        rows = SavedSearch.objects.filter(pk=search.pk, told=search.told, next_at=search.next_at, removed_at=None)
        taken = rows.update(told=max(run.newest, search.told), next_at=next_look(search, run.at))
        if not taken or not news:
            return False
        announce(search, news, run)
    return True


def found_news(search: SavedSearch, run: Run) -> list[tuple[str, bool]]:
    """(title, whether it is a change) of each practice that is live and answers the search, the newest first; nothing for a search that lost a filter."""
    news = run.after(search.told)
    if not news or (search.owner is not None and not search.owner.is_active):
        return []
    words = vocabulary()
    state = stored(search.query, facet_labels(words.version))
    if state.is_broken:
        return []
    first: dict[int, bool] = {}
    for one in reversed(news):
        first.setdefault(one.practice_id, one.kind == PracticeNews.Kind.SUBSTANTIAL)
    matched = matching_among(state.query, words, list(dict.fromkeys(one.practice_id for one in news)))
    titles = dict(live_practices().filter(pk__in=matched).values_list("pk", "title")) if matched else {}
    return [(titles[pk], first[pk]) for pk in dict.fromkeys(one.practice_id for one in news) if pk in titles]


def announce(search: SavedSearch, news: Sequence[tuple[str, bool]], run: Run) -> None:
    """One notification in the saver's language; it goes by mail with the saver's digest."""
    with translation.override(search.owner.language if search.owner else search.language):
        title = f"«{search.name}»: {counted(news)}"
        rest = len(news) - SHOWN
        more = ngettext("And %(count)d more.", "And %(count)d more.", rest) % {"count": rest} if rest > 0 else ""
        text = news_lines(news, _("Changed:"), more)
        url = reverse("search:saved-open", args=[search.public_id]) if search.owner else subscription_path(search)
        notify(search.owner or search.address, KIND, title, text, url, f"search:{search.public_id}:{run.newest}", run.at)


def counted(news: Sequence[tuple[str, bool]]) -> str:
    """«3 new practices, 1 changed»."""
    changed = sum(is_change for _title, is_change in news)
    new = len(news) - changed
    parts = [ngettext("%(count)d new practice", "%(count)d new practices", new) % {"count": new}] if new else []
    parts += [ngettext("%(count)d substantially changed", "%(count)d substantially changed", changed) % {"count": changed}] if changed else []
    return ", ".join(parts)
