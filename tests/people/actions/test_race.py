"""Two people merge the same pair in opposite directions at once: one wins, nobody is lost."""
import threading
import time
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from people.actions import erase_person as erase
from people.actions import merge_persons as action
from people.actions.merge_persons import NotMergeable, merge_persons
from people.actions.undo_merge import TooLate, undo_merge
from people.models import Merge, Person
from tests.factories.people import PersonFactory


def at_once(pairs) -> list[str]:
    """Each merge in a thread of its own, begun together; "done" or "refused" for each."""
    gate, answers = threading.Barrier(len(pairs)), []

    def run(kept: Person, gone: Person) -> None:
        try:
            gate.wait(10)
            merge_persons(kept, gone, {}, None, timezone.now())
            answers.append("done")
        except NotMergeable:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(answers)


def test_merge_both_ways_at_once_is_done_once(committing_db):
    one, other = PersonFactory(), PersonFactory()
    assert at_once([(one, other), (other, one)]) == ["done", "refused"]
    assert (Merge.objects.count(), Person.objects.current().count()) == (1, 1)


def test_merge_into_two_people_at_once_is_done_once(committing_db):
    one, other, gone = PersonFactory(), PersonFactory(), PersonFactory()
    assert at_once([(one, gone), (other, gone)]) == ["done", "refused"]
    assert Person.objects.current().count() == 2


def test_merge_both_ways_without_the_lock_loses_both(committing_db, monkeypatch):
    """The control: rows read before the lock."""
    one, other = PersonFactory(), PersonFactory()
    rows = {pk: {row.pk: row for row in Person.objects.all()} for pk in (one.pk, other.pk)}
    monkeypatch.setattr(action, "lock_both", lambda kept, gone: (rows[kept][kept], rows[kept][gone]))
    monkeypatch.setattr(action, "save_both", lambda kept, gone: gone.save(update_fields=["merged_into"]))
    assert at_once([(one, other), (other, one)]) == ["done", "done"]
    with pytest.raises(Person.DoesNotExist):
        Person.objects.current().get()


def test_undo_while_the_person_is_erased_waits_and_never_locks_both_up(committing_db, monkeypatch):
    """Both lock people before merges. The erasure stops between its locks until the undo has begun; with the order turned round PostgreSQL kills one of them."""
    kept, gone = PersonFactory(), PersonFactory()
    merge = merge_persons(kept, gone, {}, None, timezone.now())
    held, begun, answers = threading.Event(), threading.Event(), []
    block_keys = erase.BlockKey.objects

    class Halting:
        @staticmethod
        def filter(**fields):
            held.set()
            begun.wait(10)
            time.sleep(0.3)
            return block_keys.filter(**fields)

    monkeypatch.setattr(erase, "BlockKey", SimpleNamespace(objects=Halting))

    def run(act) -> None:
        try:
            act()
            answers.append("done")
        except TooLate:
            answers.append("too late")
        finally:
            connection.close()

    def undo() -> None:
        held.wait(10)
        begun.set()
        undo_merge(merge, None, timezone.now())

    threads = [threading.Thread(target=run, args=(act,)) for act in (lambda: erase.anonymise_person(kept, timezone.now()), undo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == ["done", "too late"]
