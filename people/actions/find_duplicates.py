"""Propose pairs that may be one person: for rows just written, and for the whole table in the background."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ops.jobs import Progress, job_kind, start_job
from ops.models import Job
from people.fieldsets import facts_of
from people.models import BlockKey, Duplicate, DuplicateState, Person
from people.rules.duplicates import Likeness, block_keys, compare

CHUNK = 200
CROWD = 300  # a block of more people says nothing: its rows are found by another key, or are counted as passed over
KIND = "people.duplicates"
Pair = tuple[int, int]


def start_search(by: Any) -> Job:
    """Compare everybody in the background."""
    return start_job(KIND, _("Search for duplicates among all people"), by, total=Person.objects.current().count())


@job_kind(KIND)
def search_everybody(job: Job, progress: Progress) -> dict[str, Any]:
    """Chunks of 200 rows by key; goes on where a dead runner stopped. Memory does not grow with the table."""
    done, found, crowded = job.done, 0, 0
    last = nth_key(done)
    progress.total(Person.objects.current().count())
    while chunk := list(Person.objects.current().filter(pk__gt=last).order_by("pk").defer("phone")[:CHUNK]):
        with transaction.atomic():
            proposed, passed = propose(chunk, timezone.now())
        found, crowded, last = found + proposed, crowded + passed, chunk[-1].pk
        progress.step(done=len(chunk))
    return {"found": found, "crowded": crowded}


def nth_key(done: int) -> int:
    """Key of the row after which to go on."""
    keys = list(Person.objects.current().order_by("pk").values_list("pk", flat=True)[max(0, done - 1):done])
    return keys[0] if done and keys else 0


def propose(people: Iterable[Person], at: datetime) -> tuple[int, int]:
    """Write the keys of these people and the pairs they make; new pairs, and blocks passed over. In the caller's transaction, ≤ CHUNK people.

    A proposed pair whose rows are no longer alike goes; a dismissed one stays dismissed, also for rows merged since.
    """
    people = list(people)
    keys = write_keys(people)
    neighbours, crowded = blocks(keys)
    rows = Person.objects.current().defer("phone").in_bulk({pk for found in neighbours.values() for pk in found})
    likenesses = {}
    for person in people:
        for pk in neighbours[person.pk]:
            if pk != person.pk and pk in rows:
                likenesses[min(pk, person.pk), max(pk, person.pk)] = compare(facts_of(person), facts_of(rows[pk]))
    proposed = {pair: likeness for pair, likeness in likenesses.items() if likeness.is_proposed}
    return write_pairs({person.pk for person in people}, proposed, at), crowded


def write_keys(people: list[Person]) -> dict[int, frozenset[str]]:
    """Keys by person, in the table too."""
    wanted = {person.pk: block_keys(facts_of(person)) for person in people}
    stored: dict[int, set[str]] = defaultdict(set)
    for pk, key in BlockKey.objects.filter(person__in=people).values_list("person", "key"):
        stored[pk].add(key)
    for pk, keys in wanted.items():
        if old := stored[pk] - keys:
            BlockKey.objects.filter(person=pk, key__in=old).delete()
    missing = [BlockKey(person_id=pk, key=key) for pk, keys in wanted.items() for key in sorted(keys - stored[pk])]
    BlockKey.objects.bulk_create(missing, ignore_conflicts=True)
    return wanted


def blocks(keys: dict[int, frozenset[str]]) -> tuple[dict[int, set[int]], int]:
    """People who share a key with each; and how many keys were passed over, because a crowd shares them."""
    asked = {key for found in keys.values() for key in found}
    members: dict[str, set[int]] = defaultdict(set)
    for key, pk in BlockKey.objects.filter(key__in=asked).values_list("key", "person").iterator():
        if len(members[key]) <= CROWD:
            members[key].add(pk)
    crowded = {key for key, found in members.items() if len(found) > CROWD}
    return {pk: {one for key in found - crowded for one in members[key]} for pk, found in keys.items()}, len(crowded)


def write_pairs(people: set[int], proposed: dict[Pair, Likeness], at: datetime) -> int:
    """Store the pairs, refresh points, drop what is no longer alike; how many are new."""
    known = {(row.first_id, row.second_id): row for row in pairs_of(people)}
    gone = [row.pk for pair, row in known.items() if row.state == DuplicateState.PROPOSED and pair not in proposed]
    Duplicate.objects.filter(pk__in=gone).delete()
    for pair, likeness in proposed.items():
        row = known.get(pair)
        if row is not None and row.state == DuplicateState.PROPOSED and row.score != likeness.score:
            Duplicate.objects.filter(pk=row.pk).update(score=likeness.score, reasons=list(likeness.reasons))
    fresh = {pair: likeness for pair, likeness in proposed.items() if pair not in known}
    fresh = {pair: fresh[pair] for pair in set(fresh) - dismissed_by_shadows(fresh)}
    Duplicate.objects.bulk_create([
        Duplicate(first_id=first, second_id=second, score=likeness.score, reasons=list(likeness.reasons), found_at=at)
        for (first, second), likeness in sorted(fresh.items())
    ], ignore_conflicts=True)
    return len(fresh)


def pairs_of(people: set[int]) -> Iterator[Duplicate]:
    """Stored pairs of these people with current rows; a pair with a shadow waits for the undo."""
    current = Duplicate.objects.filter(first__merged_into__isnull=True, second__merged_into__isnull=True)
    yield from current.filter(first__in=people)
    yield from current.filter(second__in=people).exclude(first__in=people)


def dismissed_by_shadows(pairs: Iterable[Pair]) -> set[Pair]:
    """Pairs that somebody called different people when one of them still was two rows."""
    wanted = set(pairs)
    people = {pk for pair in wanted for pk in pair}
    heads = {pk: pk for pk in people}
    for shadow in Person.objects.filter(merged_into__in=people).only("merged_into"):
        heads[shadow.pk] = shadow.merged_into_id or shadow.pk
    if len(heads) == len(people):
        return set()
    decided = Duplicate.objects.filter(state=DuplicateState.DISMISSED, first__in=heads, second__in=heads).values_list("first", "second")
    as_heads = {(min(a, b), max(a, b)) for a, b in ((heads[first], heads[second]) for first, second in decided)}
    return wanted & as_heads
