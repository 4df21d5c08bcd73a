"""A municipality: its practices and its predecessors', those of the group with the reason, its place, its time."""
import datetime as dt

import pytest

from portfolio.fields import PlaceFields
from tests.factories.portfolio import live
from tests.factories.territories import MunicipalityFactory, RegionFactory, SuccessionFactory
from website.queries import municipality_screen
from website.queries.municipality import local_time

AT = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def region(db):
    return RegionFactory(name="Нижегородская область", slug="nizhegorodskaya-oblast")


@pytest.fixture
def town(region):
    return MunicipalityFactory(name="Арзамас", region=region, slug="arzamas", oktmo="22703000", population=144_670, group="BIG")


def practice_at(town, **changes):
    return live(places=(PlaceFields(town.pk),), **changes)


def screen_of(town):
    return municipality_screen(town.region.slug, town.slug, AT)


def test_municipality_own_practices_and_those_of_predecessors(town):
    old = MunicipalityFactory(name="Арзамасский район", region=town.region, valid_to=dt.date(2022, 12, 31))
    SuccessionFactory(old=old, new=town, date=dt.date(2023, 1, 1))
    mine, theirs = practice_at(town), practice_at(old)
    screen = screen_of(town)
    assert ({card.id for card in screen.own}, screen.own_total, [one.label for one in screen.facts.predecessors]) == (
        {mine.pk, theirs.pk}, 2, ["Арзамасский район"],
    )


def test_municipality_practices_of_the_group_own_region_then_result_then_size(town):
    near = MunicipalityFactory(region=RegionFactory(), population=145_000, group="BIG")
    far = MunicipalityFactory(region=RegionFactory(), population=900_000, group="BIG")
    beside = MunicipalityFactory(region=town.region, population=700_000, group="BIG")
    other = MunicipalityFactory(region=town.region, population=5_000, group="SML")
    plan = practice_at(near, stage="implementing")
    a, b, c = practice_at(far), practice_at(near), practice_at(beside)
    practice_at(other)
    practice_at(town)
    fits = screen_of(town).fits
    assert [(fit.card.id, fit.same_region, fit.population) for fit in fits] == [
        (c.pk, True, 700_000), (b.pk, False, 145_000), (a.pk, False, 900_000), (plan.pk, False, 145_000),
    ]


def test_municipality_at_most_five_of_the_group(town):
    other = MunicipalityFactory(population=150_000, group="BIG")
    for _ in range(6):
        practice_at(other)
    screen = screen_of(town)
    assert (len(screen.fits), screen.group_practices) == (5, 6)


def test_municipality_neighbours_three_each_way_and_two_with_practices(town):
    sizes = [400_000, 300_000, 200_000, 190_000, 180_000, 140_000, 130_000, 120_000, 110_000]
    others = [MunicipalityFactory(name=f"Сосед {size}", population=size, group="BIG") for size in sizes]
    practice_at(others[0])
    screen = screen_of(town)
    assert [(row.population, row.practices, row.own) for row in screen.neighbours] == [
        (400_000, 1, False), (200_000, 0, False), (190_000, 0, False), (180_000, 0, False), (144_670, 0, True),
        (140_000, 0, False), (130_000, 0, False), (120_000, 0, False),
    ]
    assert (screen.strip.place, screen.strip.total) == (6, 10)


def test_municipality_without_population_and_group_has_no_strip(client, region):
    town = MunicipalityFactory(name="Саров", region=region, slug="sarov", is_zato=True)
    screen = screen_of(town)
    assert (screen.strip, screen.neighbours, screen.fits, screen.line.points) == (None, (), (), ())
    assert "число жителей закрытых городов в этом источнике не публикуют" in client.get("/territories/nizhegorodskaya-oblast/sarov/").text


def test_municipality_page_says_why_the_group(client, town):
    page = client.get("/territories/nizhegorodskaya-oblast/arzamas/").text
    assert ("Жителей не меньше 100 тысяч; не столица региона и не миллионник." in page, page.count("<h1"), "Отсюда пока нет" in page) == (True, 1, True)


def test_municipality_former_one_leads_to_its_heir(client, town):
    old = MunicipalityFactory(name="Арзамасский район", slug="rayon", region=town.region, valid_to=dt.date(2022, 12, 31))
    SuccessionFactory(old=old, new=town, date=dt.date(2023, 1, 1))
    page = client.get("/territories/nizhegorodskaya-oblast/rayon/").text
    assert ("существовал до 31 декабря 2022" in page, 'href="/territories/nizhegorodskaya-oblast/arzamas/">Арзамас</a>' in page) == (True, True)


@pytest.mark.parametrize(("zone", "shift", "here"), [
    ("Europe/Moscow", "", "12:00"), ("Asia/Sakhalin", "+8", "20:00"), ("Europe/Kaliningrad", "−1", "11:00"), ("Asia/Kolkata", "+2.5", "14:30"),
])
def test_local_time_shift_from_moscow(zone, shift, here):
    time = local_time(zone, AT)
    assert (time.shift, f"{time.here:%H:%M}", f"{time.moscow:%H:%M}") == (shift, here, "12:00")


def test_oktmo_leads_for_good_to_the_page(client, town):
    answer = client.get("/territories/oktmo/22703000/")
    assert (answer.status_code, answer.url) == (301, "/territories/nizhegorodskaya-oblast/arzamas/")


def test_oktmo_of_two_times_leads_to_the_present_one(client, town):
    MunicipalityFactory(slug="prezhniy", region=town.region, oktmo="22703000", valid_from=dt.date(2018, 1, 1), valid_to=dt.date(2022, 12, 31))
    assert client.get("/territories/oktmo/22703000/").url == "/territories/nizhegorodskaya-oblast/arzamas/"


def test_oktmo_without_its_zero_is_repaired(client, region):
    MunicipalityFactory(slug="barnaul", region=region, oktmo="01701000")
    assert client.get("/territories/oktmo/1701000/").url == "/territories/nizhegorodskaya-oblast/barnaul/"


@pytest.mark.parametrize("number", [1, 6])
def test_municipality_sql_is_stated(town, django_assert_num_queries, number):
    for size in range(number):
        practice_at(MunicipalityFactory(population=150_000 + size, group="BIG"))
        practice_at(town)
    with django_assert_num_queries(15):
        screen_of(town)


def test_municipality_in_english_marks_what_is_russian(client, town):
    practice_at(town)
    page = client.get("/en/territories/nizhegorodskaya-oblast/arzamas/").text
    assert page.count(' lang="ru"') - page.count('hreflang="ru"') == 6  # official name, centre, title, indicator, its unit, annotation
