"""List, bell and choices: whose they are, what they cost, what is kept."""
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import Notice, NoticeReader
from accounts.notices import notify, reader_of
from accounts.roles import Role
from tests.people import someone

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tell(user, number=1, first=0, kind="test.product", url="/desk/"):
    for n in range(first, first + number):
        notify(user, kind, f"Событие {n}", "Текст", url, f"k{n}", AT + timedelta(minutes=n))


@pytest.fixture
def owner(db):
    return someone(Role.TRAINEE)


def test_list_shows_ones_own_and_nobody_elses(owner):
    tell(owner)
    for role, seen in ((Role.TRAINEE, True), (Role.GRADUATE, False), (Role.ADMINISTRATOR, False)):
        assert ("Событие 0" in client_of(someone(role)).get("/desk/notices/").content.decode()) is seen


def test_list_leads_a_visitor_to_the_door(db):
    for path in ("/desk/notices/", "/accounts/notices/", "/desk/notices/00000000-0000-4000-8000-000000000000/"):
        assert Client().get(path).url == f"/accounts/login/?next={path}"


def test_opening_reads_it_and_goes_where_it_leads(owner):
    tell(owner)
    notice = Notice.objects.get()
    assert client_of(owner).get(f"/desk/notices/{notice.public_id}/").url == "/desk/"
    assert Notice.objects.get().read_at is not None


def test_opening_somebody_elses_is_as_absent(owner):
    tell(owner)
    address = f"/desk/notices/{Notice.objects.get().public_id}/"
    for role in (Role.GRADUATE, Role.ADMINISTRATOR):
        assert client_of(someone(role)).get(address).status_code == 404
    assert client_of(owner).get("/desk/notices/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_opening_one_that_leads_nowhere_goes_back_to_the_list(owner):
    tell(owner, url="")
    assert client_of(owner).get(f"/desk/notices/{Notice.objects.get().public_id}/").url == "/desk/notices/"


def test_marking_all_reads_what_was_there_when_the_page_was_drawn(owner):
    other = someone(Role.GRADUATE)
    tell(owner, 3)
    tell(other)
    assert client_of(owner).post("/desk/notices/read/", {"upto": (AT + timedelta(minutes=1)).isoformat()}).url == "/desk/notices/"
    assert sorted(Notice.objects.filter(read_at=None).values_list("reader__user__email", "title")) == [(other.email, "Событие 0"), (owner.email, "Событие 2")]
    client_of(owner).post("/desk/notices/read/", {"upto": "nonsense"})
    assert Notice.objects.filter(read_at=None, reader__user=owner).count() == 0
    assert client_of(owner).get("/desk/notices/read/").status_code == 405


def test_list_pages_by_thirty_and_keeps_the_filter(owner):
    tell(owner, 61)
    Notice.objects.filter(key="k60").update(read_at=AT)
    client = client_of(owner)
    assert [len(client.get(f"/desk/notices/?page={n}").context["pages"].rows) for n in (1, 2, 3, 4)] == [30, 30, 1, 1]
    unread = client.get("/desk/notices/?unread=1&page=2").context["pages"]
    assert (unread.total, unread.next) == (60, "")


def test_empty_list_says_what_will_come(owner):
    assert "Уведомлений пока нет" in client_of(owner).get("/desk/notices/").content.decode()
    assert "Вы прочли всё." in client_of(owner).get("/desk/notices/?unread=1").content.decode()


def test_list_costs_the_same_for_one_and_for_a_hundred(owner, django_assert_num_queries):
    other = someone(Role.GRADUATE)
    tell(owner)
    tell(other, 100)
    for user in (owner, other):
        client = client_of(user)
        client.get("/desk/notices/")
        with django_assert_num_queries(7):  # as the desk, the roles apart, and the number of rows and the rows
            client.get("/desk/notices/")


@pytest.mark.parametrize(("number", "shown"), [(0, ""), (1, "1"), (99, "99"), (100, "99+")])
def test_bell_counts_what_is_new_without_a_query_of_its_own(owner, django_assert_num_queries, number, shown):
    tell(owner, number)
    Notice.objects.filter(key="k100").update(read_at=AT)
    client = client_of(owner)
    client.get("/desk/")
    with django_assert_num_queries(6):  # as many as tests/accounts/views/test_account.py counted before there was a bell, and newer consents
        page = client.get("/desk/").content.decode()
    assert (f'<span class="badge act num">{shown}</span>' in page) is bool(shown)


def test_visitor_has_no_bell(db):
    assert "/desk/notices/" not in Client().get("/accounts/login/").content.decode()


def test_choices_show_kinds_of_ones_roles(owner):
    editor = someone(Role.CONTENT_EDITOR)
    assert ["Редакторам" in client_of(user).get("/accounts/notices/").content.decode() for user in (owner, editor)] == [False, True]
    assert NoticeReader.objects.count() == 0


def choices(client, **changed) -> dict:
    form = client.get("/accounts/notices/").context["form"]
    data = {name: field.initial if field.initial is not None else form.initial[name] for name, field in form.fields.items()}
    return {**data, **changed}


def test_choices_are_kept_and_the_required_kind_stays(owner):
    client = client_of(owner)
    data = choices(client, **{"way_test.now": "weekly", "way_test.required": "never", "way_test.editors": "never", "hour": 0, "zone": "Asia/Omsk", "weekday": 6})
    assert client.post("/accounts/notices/", data).url == "/accounts/notices/"
    reader = reader_of(owner)
    assert (reader.ways["test.now"], "test.required" in reader.ways, "test.editors" in reader.ways) == ("weekly", False, False)
    assert (reader.zone, reader.hour, reader.weekday) == ("Asia/Omsk", 0, 6)


@pytest.mark.parametrize("wrong", [{"way_test.now": "hourly"}, {"hour": 24}, {"weekday": 7}, {"zone": "Mars/Olympus"}])
def test_choices_refuse_what_is_not_offered(owner, wrong):
    client = client_of(owner)
    assert client.post("/accounts/notices/", choices(client, **wrong)).status_code == 200
    assert NoticeReader.objects.count() == 0


def test_retention_drops_what_is_old_and_addresses_nothing_is_kept_about(owner):
    from accounts.notices_retention import drop_notices, old_notices

    tell(owner)
    notify("a@town.example", "test.daily", "x", "", "", "k", AT)
    notify("b@town.example", "test.daily", "x", "", "", "k", AT)
    NoticeReader.objects.filter(address="b@town.example").update(ways={"test.daily": "never"})
    assert (old_notices(AT).count(), drop_notices(old_notices(AT + timedelta(seconds=1)))) == (0, 3)
    assert sorted(NoticeReader.objects.values_list("address", flat=True)) == ["", "b@town.example"]
