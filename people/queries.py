"""What the screens of people show."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext

from accounts.models import User
from accounts.policy import can, visible
from people.links import Link, links_to_person
from people.models import Duplicate, DuplicateState, Merge, Person, Post
from people.rules.names import fold
from people.rules.posts import Held, Record, management_record
from territories.models import Region

LONGEST = 100
SORTS = {"name": ("search_key", "pk"), "-name": ("-search_key", "-pk"), "added": ("-created_at", "-pk"), "changed": ("-updated_at", "-pk")}


@dataclass(frozen=True)
class PeopleQuery:
    """What the list was asked for; "" asks for nothing."""

    text: str = ""
    region: str = ""
    category: str = ""
    gap: str = ""
    sort: str = "name"


def find_people(text: str, user: Any) -> QuerySet[Person]:
    """People this user may see whose name holds every word typed (ё is е), or whose address holds the text."""
    rows = visible(user, Person)
    text = text[:LONGEST].strip()
    if "@" in text:
        return rows.filter(email__contains=text.lower())
    for word in fold(text).split():
        rows = rows.filter(search_key__contains=word)
    return rows


def people_list(query: PeopleQuery, user: Any, on: date) -> QuerySet[Person]:
    """The list with the posts held on that day in `open_posts` (2 queries beside the count); without contacts."""
    rows = find_people(query.text, user)
    held = open_posts(on)
    if query.region:
        there = Q(municipality__region__slug=query.region) | Q(organisation__region__slug=query.region)
        rows = rows.filter(Exists(held.filter(there, person=OuterRef("pk"))))
    if query.category:
        rows = rows.filter(Exists(held.filter(person=OuterRef("pk"), category=query.category)))
    if query.gap:
        rows = rows.filter(GAPS[query.gap])
    posts = held.select_related("organisation__region__territory", "municipality__territory", "municipality__region__territory")
    return rows.order_by(*SORTS[query.sort]).defer("phone").prefetch_related(Prefetch("posts", posts, to_attr="open_posts"))


GAPS = {"birth": Q(birth_date=None), "email": Q(email=""), "user": Q(user=None), "has_user": Q(user__isnull=False)}


def open_posts(on: date) -> QuerySet[Post]:
    """Posts held on that day, as far as is known."""
    begun = Q(started_on__isnull=True) | Q(started_on__lte=on)
    return Post.objects.filter(begun, Q(ended_on__isnull=True) | Q(ended_on__gte=on))


def regions_of_posts() -> QuerySet[Region]:
    """Regions in which somebody works, for the filter."""
    posts = Post.objects.filter(Q(municipality__region=OuterRef("pk")) | Q(organisation__region=OuterRef("pk")))
    return Region.objects.filter(Exists(posts)).select_related("territory")


def person_of(user: User) -> Person | None:
    """The person of this account; when its row was merged, the row that was kept."""
    row = Person.objects.filter(user=user).first()
    return kept_row(row) if row is not None else None


def kept_row(person: Person) -> Person:
    """The row at the end of the chain of merges; a person itself."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def posts_of(person: Person) -> list[Post]:
    """All posts, those held now first."""
    return list(person.posts.select_related("organisation__region__territory", "municipality__territory", "municipality__region__territory"))


def record_of(posts: Iterable[Post], on: date) -> Record:
    """Management record on that day."""
    return management_record((Held(post.started_on, post.ended_on) for post in posts if post.is_managerial), on)


@dataclass(frozen=True)
class Linked:
    """How many rows of a kind point at a person."""

    room: str
    kind: str
    count: int


def linked(person: Person) -> list[Linked]:
    """Counts of every link by room and kind, empty ones left out; one query per kind of link."""
    counted: dict[type, tuple[Link, int]] = {}
    for link in links_to_person():
        count = link.rows(person).count()
        counted[link.model] = link, counted.get(link.model, (link, 0))[1] + count
    return [Linked(room_of(link), kind_of(link), count) for link, count in counted.values() if count]


def room_of(link: Link) -> str:
    """Name of the room for readers."""
    return str(link.model._meta.app_config.verbose_name)


def kind_of(link: Link) -> str:
    """«должности»; a room that gave its rows no name in the reader's language is helped by the catalogue."""
    return gettext(str(link.model._meta.verbose_name_plural))


def open_pairs(user: Any) -> QuerySet[Duplicate]:
    """Pairs that wait, likeliest first; a pair with a merged or erased row does not."""
    return pairs(user).filter(state=DuplicateState.PROPOSED)


def dismissed_pairs(user: Any) -> QuerySet[Duplicate]:
    """Pairs called different people, latest first."""
    return pairs(user).filter(state=DuplicateState.DISMISSED).select_related("decided_by").order_by("-decided_at", "-pk")


def pairs(user: Any) -> QuerySet[Duplicate]:
    """Pairs of two people, with both and their posts (2 queries)."""
    current = {f"{side}__{field}__isnull": True for side in ("first", "second") for field in ("merged_into", "anonymised_at")}
    posts = Post.objects.select_related("organisation", "municipality__territory", "municipality__region__territory")
    prefetches = [Prefetch(f"{side}__posts", posts, to_attr="shown_posts") for side in ("first", "second")]
    return visible(user, Duplicate).filter(**current).select_related("first__user", "second__user").prefetch_related(*prefetches)


def merges_list(user: Any) -> QuerySet[Merge]:
    """All merges, latest first."""
    return visible(user, Merge).select_related("kept", "gone", "by", "undone_by").defer("changes")


def open_merges_of(person: Person, user: Any) -> list[Merge]:
    """Merges into this person that are neither undone nor closed."""
    return list(merges_list(user).filter(kept=person, undone_at=None, closed_at=None))


def pairs_waiting(person: Person, user: Any) -> int:
    """How many pairs with this person wait for a decision."""
    return open_pairs(user).filter(Q(first=person) | Q(second=person)).count() if can(user, "merge", person) else 0
