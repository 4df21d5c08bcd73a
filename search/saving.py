"""A state of the catalogue as it is stored, and when its saver is told next."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from django.core import signing
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import NoticeReader
from search import screen
from search.analysis import clean
from search.filters import read_query
from search.labels import FacetLabels
from search.models import SavedSearch
from search.news import newest_number
from search.query import KEPT, CatalogueQuery
from search.rules.saved import next_run, proposed_name
from search.schema import FACETS

SALT = "search.subscription"


@dataclass(frozen=True)
class Stored:
    """A stored state: its query, and whether one of its filters is no more, so that it would find too much."""

    query: CatalogueQuery
    is_broken: bool = False


def to_store(data: QueryDict, labels: FacetLabels) -> CatalogueQuery:
    """The state of an address without order and page, its words no longer than a search reads and without signs that no database or letter takes."""
    query = read_query(data, labels)
    return replace(query, text=clean(query.text)[:KEPT].strip(), sort="relevance", page=1)


def stored(text: str, labels: FacetLabels) -> Stored:
    """The state of a stored query string."""
    data = QueryDict(text.removeprefix("?"))
    query = read_query(data, labels)
    wanted = {(name, value) for name in FACETS for value in data.getlist(name)}
    return Stored(query, not wanted <= {(name, value) for name, values in query.facets.items() for value in values})


def digest_of(text: str) -> str:
    """By which a saver's second saving of the same search is found."""
    return hashlib.sha256(text.encode()).hexdigest()


def filter_labels(query: CatalogueQuery, labels: FacetLabels) -> list[str]:
    """The chosen filters in the reader's language."""
    return [chip.label for chip in screen.chips(query, labels, "")]


def name_for(query: CatalogueQuery, labels: FacetLabels) -> str:
    """The name that is proposed."""
    return proposed_name(query.text, filter_labels(query, labels), _("All practices"))


def reader_for(search: SavedSearch) -> NoticeReader:
    """Whose hour and weekday hold; an unsaved row has the usual ones."""
    rows = NoticeReader.objects.filter(user=search.owner_id) if search.owner_id else NoticeReader.objects.filter(address=search.address)
    return rows.first() or NoticeReader()


def next_look(search: SavedSearch, at: datetime) -> datetime | None:
    """When its news are looked at next; None while it does not tell."""
    if search.confirmed_at is None or search.removed_at is not None:
        return None
    reader = reader_for(search)
    return next_run(search.frequency, at, reader.zone, reader.hour, reader.weekday)


def tell_from_now(search: SavedSearch, at: datetime) -> None:
    """Set when it tells next; one that was silent until now does not tell what was published meanwhile."""
    was_silent = search.next_at is None
    search.next_at = next_look(search, at)
    if was_silent and search.next_at is not None:
        search.told = newest_number()


def subscription_path(search: SavedSearch) -> str:
    """The page of a subscription in the active language: whoever has the link reads the mail of its address. It does not run out."""
    return reverse("search:subscription", args=[signing.dumps(str(search.public_id), salt=SALT)])


def read_subscription(token: str) -> SavedSearch | None:
    """The subscription of a link; None for a link that is not ours, or whose subscription is forgotten."""
    try:
        public_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return SavedSearch.objects.filter(public_id=public_id, owner=None).first()
