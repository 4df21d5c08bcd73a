"""The nearest places of the shipped reference: golden lists, words, cost in queries, and the reader's own place."""
from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from accounts.actions.set_place import set_place
from accounts.roles import Role
from territories.models import Municipality, TerritoryRole
from territories.queries import place_of, places_like
from tests.factories.territories import MunicipalityFactory, RegionFactory, refresh_names
from tests.people import someone

pytestmark = pytest.mark.usefixtures("reference", "db")
TODAY = date(2026, 11, 24)


def key(oktmo: str) -> int:
    return Municipality.objects.get(oktmo=oktmo, valid_to=None).pk


def names(oktmo: str, number: int) -> list[str]:
    likely = places_like(key(oktmo))
    return [likely.others[pk].label for pk in likely.nearest[:number]]


def test_nearest_of_known_places_are_golden():
    assert {oktmo: names(oktmo, 4) for oktmo in ("22703000", "64716000", "22701000")} == {
        "22703000": ["Арзамас", "Ковров", "Бор", "Муром"], "64716000": ["Корсаковский округ", "Холмск", "Анивский округ", "Долинский округ"],
        "22701000": ["Нижний Новгород", "Казань", "Самара", "Воронеж"],
    }


def test_hundred_places_make_five_steps_of_twenty_with_the_place_itself_first():
    likely = places_like(key("22703000"))
    assert ([len(step) for step in likely.steps], len(set(likely.nearest)), likely.nearest[0]) == ([20] * 5, 100, likely.place.id)


def test_reasons_are_said_in_the_readers_language():
    likely = places_like(key("22703000"))
    dzerzhinsk, korsakov = key("22721000"), key("64716000")
    assert (likely.why(likely.place.id), likely.why(korsakov), likely.why(10**9)) == ("ваш муниципалитет", "", "")
    assert likely.why(dzerzhinsk).replace("\xa0", " ") == "крупный городской округ, 225 тыс. жителей, 96 км от вас"
    with override("en"):
        assert likely.why(dzerzhinsk).replace("\xa0", " ") == "large municipality, 225 thousand residents, 96 km away"


def test_nearest_cost_one_query_once_they_are_known(django_assert_num_queries):
    arzamas = key("22703000")
    places_like(arzamas)
    with django_assert_num_queries(1):
        places_like(arzamas)


def test_nearest_are_read_anew_when_the_reference_changes():
    town = MunicipalityFactory(name="Первый", population=30_000, group="DST")
    before = places_like(town.pk)
    twin = MunicipalityFactory(name="Двойник", region=town.region, population=30_000, group="DST")
    assert (twin.pk in before.nearest, places_like(town.pk).nearest[:2]) == (False, (town.pk, twin.pk))


def test_place_that_is_no_more_has_no_nearest():
    town = MunicipalityFactory()
    Municipality.objects.filter(pk=town.pk).update(valid_to=date(2024, 1, 1))
    refresh_names()
    assert (places_like(town.pk), places_like(10**12)) == (None, None)


@pytest.mark.parametrize(("cookie", "found"), [("", None), ("12", 12), ("x", None), ("-1", None), ("１２", None), ("9" * 18, int("9" * 18)), ("9" * 19, None)])
def test_place_of_a_visitor_is_the_cookies(cookie, found, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert place_of(AnonymousUser(), cookie, TODAY) == found


def works_in(user, territory) -> None:
    TerritoryRole.objects.create(user=user, role=Role.MUNICIPAL_USER.value, territory=territory, since=date(2026, 1, 1), given_at="2026-01-01T00:00Z")


def test_place_of_a_municipal_user_is_where_they_work_until_another_is_chosen(django_assert_num_queries):
    user, town = someone(Role.MUNICIPAL_USER), MunicipalityFactory()
    assert place_of(user, "12", TODAY) is None
    works_in(user, town.territory)
    with django_assert_num_queries(1):
        assert place_of(user, "12", TODAY) == town.pk
    set_place(user, 77)
    with django_assert_num_queries(0):
        assert place_of(user, "", TODAY) == 77
    assert place_of(set_place(user, None), "", TODAY) == town.pk


def test_place_of_a_role_in_a_region_or_ended_or_of_another_role_is_unknown():
    user, region, town = someone(Role.MUNICIPAL_USER), RegionFactory(), MunicipalityFactory()
    works_in(user, region.territory)
    assert place_of(user, "", TODAY) is None
    works_in(user, town.territory)
    TerritoryRole.objects.filter(territory=town.territory).update(until=TODAY)
    coordinator = someone(Role.REGIONAL_COORDINATOR)
    works_in(coordinator, town.territory)
    assert (place_of(user, "", TODAY), place_of(coordinator, "", TODAY)) == (None, None)
