"""Telling somebody something: to whom, once, in which way, and that a rolled-back change tells nothing."""
from datetime import UTC, datetime

import pytest
from django.db import transaction

from accounts.models import Notice, NoticeReader
from accounts.notices import notify
from accounts.roles import Role
from ops.models import OutboxRow
from tests.accounts.notices.conftest import told
from tests.people import someone

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def tell(to, kind="test.now", key="k", **fields):
    notify(to, kind, fields.get("title", "Заголовок"), fields.get("text", "Текст"), fields.get("url", "/desk/"), key, fields.get("at", AT))


def test_notify_a_user_stands_in_the_list_and_goes_by_mail(db, drained):
    user = someone(Role.TRAINEE)
    tell(user)
    (letter,) = drained()
    assert (told(user), letter.to, letter.subject) == (["Заголовок"], [user.email], "Заголовок")
    assert "http://localhost:8000/desk/" in letter.body


def test_notify_under_the_same_key_is_told_once(db, drained):
    user = someone(Role.TRAINEE)
    tell(user)
    tell(user, title="Другой")
    assert (told(user), len(drained())) == (["Заголовок"], 1)


def test_notify_the_same_key_to_another_is_told(db, drained):
    tell(someone(Role.TRAINEE))
    tell(someone(Role.GRADUATE))
    assert len(drained()) == 2


def test_notify_an_address_without_a_user_goes_by_mail(db, drained):
    tell(" Glava@Town.Example ")
    (letter,) = drained()
    assert (letter.to, list(NoticeReader.objects.values_list("user", "address"))) == (["glava@town.example"], [(None, "glava@town.example")])
    assert "accounts/notices/stop/" in letter.body and "/accounts/notices/\n" not in letter.body


def test_notify_the_address_of_a_user_is_that_user(db):
    user = someone(Role.TRAINEE)
    tell(user.email.upper())
    assert told(user) == ["Заголовок"]


def test_notify_in_a_transaction_that_is_rolled_back_tells_nothing(db, drained):
    user = someone(Role.TRAINEE)
    with pytest.raises(InterruptedError), transaction.atomic():
        tell(user)
        raise InterruptedError
    assert (told(user), drained()) == ([], [])


@pytest.mark.parametrize(("kind", "rows", "owed"), [
    ("test.now", 1, 1), ("test.daily", 1, 0), ("test.weekly", 1, 0), ("test.product", 1, 0), ("test.never", 0, 0), ("test.required", 1, 1),
])
def test_notify_keeps_to_the_way_of_the_kind(db, kind, rows, owed):
    tell(someone(Role.TRAINEE), kind)
    assert (Notice.objects.count(), OutboxRow.objects.filter(event="notice").count()) == (rows, owed)


def test_notify_an_address_of_what_only_the_product_shows_tells_nothing(db):
    tell("glava@town.example", "test.product")
    assert Notice.objects.count() == 0


def test_notify_an_unknown_kind_is_an_error(db):
    with pytest.raises(KeyError):
        tell(someone(Role.TRAINEE), "test.unknown")


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "desk/", "/\\evil.example"])
def test_notify_with_an_address_of_another_site_is_an_error(db, url):
    with pytest.raises(ValueError, match="not an address of this site"):
        tell(someone(Role.TRAINEE), url=url)


def test_notify_with_a_full_address_of_this_site_keeps_its_path(db):
    tell(someone(Role.TRAINEE), url="http://localhost:8000/desk/?a=1")
    assert Notice.objects.get().url == "/desk/?a=1"


def test_notify_cuts_what_is_too_long_and_folds_the_title(db):
    tell(someone(Role.TRAINEE), title="а\r\nBcc: x" + "б" * 300, text="в" * 3000)
    notice = Notice.objects.get()
    assert (notice.title[:8], len(notice.title), len(notice.text)) == ("а Bcc: x", 200, 2000)


def test_notify_costs_six_queries_for_a_known_reader(db, django_assert_num_queries):
    user = someone(Role.TRAINEE)
    tell(user, key="first")
    with django_assert_num_queries(6):  # reader, key, row and debt, each write beside a savepoint of its own
        tell(user, key="second")
