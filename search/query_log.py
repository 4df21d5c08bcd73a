"""Which requests count in the query log. Neither user nor address nor session is looked at, let alone kept."""
from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from portfolio.models import Practice
from portfolio.signals import practice_opened
from search.find import Found
from search.log_buffer import Counts
from search.log_writer import BUFFER
from search.rules.query_log import kept_words

ROBOT = re.compile(r"(?<!cu)bot|crawl|spider|slurp|scrap|fetch|preview|monitor|curl|wget|python|java/|go-http|httpclient|okhttp|libwww|feed", re.IGNORECASE)
CATALOGUE = re.compile(r"(?:/en)?/practices/")
EARLY = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


def note_search(request: HttpRequest, found: Found) -> None:
    """Count words that somebody asked for anew: the first page of results, and not a filter, an order or a way back over the same words.

    Nothing found because of filters, a literal search or an excluded word says nothing about the words and is not counted.
    """
    query = found.query
    if not query.text or query.page > 1 or found.plain or not by_a_person(request):
        return
    nothing = not found.page.total
    words = kept_words(query.text)
    if not words or words == words_before(request) or (nothing and (query.is_filtered or query.literal or found.tree.excluded)):
        return
    BUFFER.add(today(), words, Counts(asked=1, nothing=int(nothing)))


@receiver(practice_opened)
def note_opening(sender: type[Practice], request: HttpRequest, **kwargs: Any) -> None:
    """Count a practice that was opened from the results of some words. The browser names the page it comes from to its own site only; no link is altered."""
    if by_a_person(request) and (words := words_before(request)):
        BUFFER.add(today(), words, Counts(opened=1))


def by_a_person(request: HttpRequest) -> bool:
    """A page that somebody asked to see: no robot that says so, nothing fetched on suspicion, no HEAD."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    early = any("prefetch" in value or "prerender" in value or "preview" in value for name in EARLY if (value := request.META.get(name, "").lower()))
    return request.method == "GET" and bool(agent) and not ROBOT.search(agent) and not early


def words_before(request: HttpRequest) -> str:
    """The words of the results that the visitor comes from; empty for any other page."""
    try:
        page = urlsplit(request.META.get("HTTP_REFERER", ""))
        if page.netloc != request.get_host() or not CATALOGUE.fullmatch(page.path):
            return ""
        return kept_words(parse_qs(page.query, max_num_fields=100).get("q", [""])[0])
    except ValueError:
        return ""


def today() -> date:
    """The day in the site's zone, whatever zone a reader has chosen."""
    return timezone.localdate(timezone=timezone.get_default_timezone())
