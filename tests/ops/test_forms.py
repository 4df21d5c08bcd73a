"""A form that is sent twice is taken once."""
from __future__ import annotations

import threading
import time
import uuid
from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from ops import forms
from ops.forms import Receipt, UnknownKey, issue_key, once
from ops.janitor import KEEP_UNUSED, KEEP_USED, purge_form_keys
from ops.models import Counter, FormKey
from tests.people import someone


@pytest.fixture
def person(db):
    return someone(Role.CONTENT_EDITOR)


def test_second_submit_gets_the_receipt_of_the_first(person):
    key, acts = issue_key("upload", person), []
    first = once(key, "upload", person, lambda: acts.append(1) or "Заявка 17")
    second = once(str(key), "upload", person, lambda: acts.append(2) or "Заявка 18")
    assert (first, second, acts) == (Receipt("Заявка 17", True), Receipt("Заявка 17", False), [1])


def test_act_that_fails_leaves_the_key_unused(person):
    key = issue_key("upload", person)
    with pytest.raises(ZeroDivisionError):
        once(key, "upload", person, lambda: str(1 / 0))
    assert once(key, "upload", person, lambda: "ok") == Receipt("ok", True)


def test_key_serves_its_purpose_and_person_only(person):
    key, other = issue_key("upload", person), someone(Role.CONTENT_EDITOR, email="colleague@people.invalid")
    for wrong in ((uuid.uuid4(), "upload", person), (key, "undo", person), (key, "upload", other), (key, "upload", AnonymousUser()), ("x", "upload", person), ("", "upload", person)):
        with pytest.raises(UnknownKey):
            once(*wrong, lambda: "never")
    assert FormKey.objects.get().used_at is None


def test_visitors_key_is_bound_to_nobody(person):
    key = issue_key("feedback", AnonymousUser())
    assert once(key, "feedback", None, lambda: "ok").first


@pytest.mark.parametrize(("age", "used", "kept"), [
    (KEEP_UNUSED - timedelta(seconds=1), None, 1), (KEEP_UNUSED, None, 1), (KEEP_UNUSED + timedelta(seconds=1), None, 0),
    (timedelta(days=89), KEEP_USED - timedelta(seconds=1), 1), (timedelta(days=91), KEEP_USED, 1), (timedelta(days=91), KEEP_USED + timedelta(seconds=1), 0),
])
def test_purge_at_its_limits(person, age, used, kept):
    issue_key("upload", person)
    now = timezone.now()
    FormKey.objects.update(created_at=now - age, used_at=now - used if used else None)
    purge_form_keys(now)
    assert FormKey.objects.count() == kept


def race(person, posts: int = 20) -> tuple[int, set[Receipt], list[Exception]]:
    """Posts at one instant with one key: acts done, receipts given, errors."""
    key, gate, receipts, errors = issue_key("upload", person), threading.Barrier(posts), [], []
    Counter.objects.create(name="acts")

    def act() -> str:
        seen = Counter.objects.get(name="acts").value
        time.sleep(0.02)
        Counter.objects.filter(name="acts").update(value=seen + 1)
        acts.append(1)
        return f"Заявка {uuid.uuid4()}"

    def post():
        gate.wait()
        try:
            receipts.append(once(key, "upload", person, act))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    acts: list[int] = []
    threads = [threading.Thread(target=post) for _ in range(posts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(acts), {receipt.text for receipt in receipts}, errors


def test_race_of_twenty_posts_acts_once_and_gives_one_receipt(committing_db):
    acts, receipts, errors = race(someone(Role.CONTENT_EDITOR))
    assert (acts, len(receipts), errors) == (1, 1, [])
    assert Counter.objects.get(name="acts").value == 1


def test_race_without_the_lock_acts_more_often(committing_db, monkeypatch):
    """Control: neither transaction nor row lock."""
    monkeypatch.setattr(forms, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(forms, "connection", SimpleNamespace(features=SimpleNamespace(has_select_for_update=False)))
    acts, receipts, _ = race(someone(Role.CONTENT_EDITOR))
    assert acts > 1 and len(receipts) > 1
