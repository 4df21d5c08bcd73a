"""Working days of a year in the admin."""
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from territories.actions.set_calendar import NoSuchYear, drop_calendar, set_calendar
from territories.models import CalendarYear
from territories.queries import term, unknown_years, working_days
from tests.people import someone

pytestmark = pytest.mark.django_db
EDITORS = {Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}
ACT = "Постановление Правительства РФ от 24.09.2026 № 1"


def url(year=2027):
    return reverse("calendar", args=[year])


def off_days(client, year=2027):
    months = client.get(url(year)).context["months"]
    return {day.day.isoformat() for month in months for week in month.weeks for day in week if day and day.off}


@pytest.fixture
def manager(client):
    user = someone(Role.PROGRAMME_MANAGER)
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", Role)
def test_calendar_is_for_programme_managers_and_administrators(client, role):
    if role != Role.VISITOR:
        client.force_login(someone(role))
    statuses = {client.get(url()).status_code, client.get(reverse("calendar-now")).status_code}
    changed = client.post(url(), {"act": "keep", "off": [], "source": ACT}).status_code == 302 and CalendarYear.objects.filter(year=2027).exists()
    assert (statuses == {200}, changed) == (role in EDITORS, role in EDITORS)


def test_known_years_are_shipped_and_2027_is_not_assumed(db):
    assert (unknown_years([2025, 2026, 2027]), len(working_days([2025])), dict(working_days([2026]))) == (
        (2027,), 8, {date(2026, 1, 9): False, date(2026, 12, 31): False},
    )


def test_year_without_data_says_so(client, manager):
    assert "Переносы выходных на 2027 год не внесены" in client.get(url()).content.decode()
    assert "Переносы выходных" not in client.get(url(2026)).content.decode()


def test_grid_of_2026_has_247_working_days_and_marks_what_was_moved(client, manager):
    context = client.get(url(2026)).context
    moved = [day.day for month in context["months"] for week in month.weeks for day in week if day and day.moved]
    assert (context["total"], moved) == (247, [date(2026, 1, 9), date(2026, 12, 31)])


def test_only_deviations_are_kept_and_terms_count_by_them(client, manager):
    assert term(date(2027, 11, 3), 1).day == date(2027, 11, 5)
    off = off_days(client) | {"2027-11-05"} - {"2027-11-13"}
    off.discard("2027-11-13")
    assert client.post(url(), {"act": "keep", "off": sorted(off), "source": ACT}).status_code == 302
    assert dict(working_days([2027])) == {date(2027, 11, 5): False, date(2027, 11, 13): True}
    assert (term(date(2027, 11, 3), 1).day, term(date(2027, 11, 12), 1).day) == (date(2027, 11, 8), date(2027, 11, 13))
    assert ModelLogEntry.objects.get(action="territories.set_calendar").user == manager


def test_term_says_which_years_are_assumed():
    assert (term(date(2026, 6, 1), 5).assumed, term(date(2026, 12, 28), 5).assumed) == ((), (2027,))


@pytest.mark.parametrize("source", ["", "   "])
def test_year_without_its_act_is_not_kept_and_the_ticks_stay(client, manager, source):
    off = off_days(client) | {"2027-05-04"}
    answer = client.post(url(), {"act": "keep", "off": sorted(off), "source": source})
    ticked = {day.day.isoformat() for month in answer.context["months"] for week in month.weeks for day in week if day and day.off}
    assert (answer.status_code, ticked, CalendarYear.objects.filter(year=2027).exists()) == (422, off, False)


def test_back_to_the_law(client, manager):
    client.post(url(2026), {"act": "law"})
    assert (dict(working_days([2026])), unknown_years([2026])) == ({}, (2026,))
    assert drop_calendar(2026, manager, timezone.now()) is False


def test_days_of_other_years_and_nonsense_are_left_out(client, manager):
    client.post(url(), {"act": "keep", "off": [*off_days(client), "2028-05-04", "x"], "source": ACT})
    assert dict(working_days([2027, 2028])) == {}


@pytest.mark.parametrize(("year", "status"), [(2019, 404), (2020, 200), (2100, 200), (2101, 404)])
def test_years_under_and_over_the_limits_are_absent(client, manager, year, status):
    assert client.get(url(year)).status_code == status


def test_action_refuses_strangers_and_wrong_years(manager):
    with pytest.raises(PermissionDenied):
        set_calendar(2027, [], ACT, someone(Role.CONTENT_EDITOR), timezone.now())
    with pytest.raises(PermissionDenied):
        drop_calendar(2026, someone(Role.CONTENT_EDITOR), timezone.now())
    with pytest.raises(NoSuchYear):
        set_calendar(2101, [], ACT, manager, timezone.now())
