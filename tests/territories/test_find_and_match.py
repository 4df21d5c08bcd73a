"""Finding and matching on the whole reference."""
import pytest
from django.utils import translation

from territories.models import Municipality
from territories.queries import find_municipalities, match_municipality, match_place
from territories.queries.names import name_list

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def first(text: str, region: str = "") -> str:
    hits = find_municipalities(text, region)
    return hits[0].text if hits else ""


@pytest.mark.parametrize(("text", "wanted"), [
    ("дзержинск", "Дзержинск, Нижегородская область"), ("Дзер", "Дзержинск, Нижегородская область"),
    ("дзержинск нижегор", "Дзержинск, Нижегородская область"), ("город Дзержинск", "Дзержинск, Нижегородская область"),
    ("дзиржинск", "Дзержинск, Нижегородская область"), ("22721", "Дзержинск, Нижегородская область"),
    ("07727000", "Пятигорск, Ставропольский край"), ("7727000", "Пятигорск, Ставропольский край"),
    ("Орёл", "Орёл, Орловская область"), ("орел", "Орёл, Орловская область"), ("корсаков", "Корсаковский округ, Сахалинская область"),
    ("альметьевск", "Альметьевский район, Республика Татарстан"), ("арзамаский район", "Арзамас, Нижегородская область"),
    ("киров", "Киров, Кировская область"), ("kazan", "Казань, Республика Татарстан"), ("белорецкий рай", "Белорецкий район, Республика Башкортостан"),
    ("якутск", "Якутск, Республика Саха (Якутия)"), ("", ""), ("   ", ""), ("!!!", ""), ("xqzw", ""), ("99999999", ""),
])
def test_find_first_hit_is_the_one_meant(text, wanted):
    assert first(text) == wanted


def test_find_orders_exact_then_prefix_then_population():
    labels = [hit.text for hit in find_municipalities("киров", limit=20)]
    assert labels[0] == "Киров, Кировская область"
    exact = [hit for hit in find_municipalities("советский район", limit=20)]
    assert [hit.population for hit in exact[:3]] == sorted([hit.population for hit in exact[:3]], reverse=True)


@pytest.mark.parametrize("region", ["kurskaya-oblast", "Курская область", "курская обл.", "Kursk Oblast"])
def test_find_in_a_region_stays_there(region):
    assert {hit.region for hit in find_municipalities("советский", region)} == {"Курская область"}


def test_find_in_an_unknown_region_is_empty():
    assert find_municipalities("советский", "Атлантида") == []


@pytest.mark.parametrize("limit", [0, 1, 8])
def test_find_limit_is_kept(limit):
    assert len(find_municipalities("а", limit=limit)) == limit


def test_find_english_reader_sees_english_names():
    with translation.override("en"):
        assert find_municipalities("корсаковский")[0].text == "Korsakovsky Okrug, Sakhalin Oblast"


def test_find_costs_one_query(django_assert_num_queries):
    name_list()
    with django_assert_num_queries(1):
        find_municipalities("советскй район")


@pytest.mark.parametrize(("text", "oktmo"), [
    ("Дзержинск", "22721000"), ("г. Дзержинск", "22721000"), ("Дзержинск, Нижегородская область", "22721000"),
    ("городской округ город Дзержинск", "22721000"), ("ГОРОДСКОЙ ОКРУГ ГОРОД ДЗЕРЖИНСК", "22721000"), ("Нижегородская обл., г.Дзержинск", "22721000"),
    ("город Дзержинск (Нижегородская область)", "22721000"), ("Корсаковский городской округ", "64716000"), ("Корсаков", "64716000"),
    ("городской округ Корсаковский", "64716000"), ("Белорецкий муниципальный район", "80611000"), ("Белорецкий р-н", "80611000"), ("Беловский г.о.", "32707000"),
    ("МО «Город Казань»", "92701000"), ("Орел", "54701000"), ("22721000", "22721000"), ("Kazan", "92701000"),
])
def test_match_official_and_human_forms_find_the_one(text, oktmo):
    match = match_municipality(text)
    assert match.municipality.oktmo == oktmo
    assert (match.suggestions, match.ambiguous) == ((), False)


def test_match_two_places_of_one_name_need_the_region():
    match = match_municipality("Октябрьский район")
    assert (match.municipality, match.ambiguous, len(match.suggestions)) == (None, True, 5)
    assert match_municipality("Октябрьский район", region="Курская область").municipality.region.slug == "kurskaya-oblast"
    assert match_municipality("Октябрьский район, Курская область").municipality.region.slug == "kurskaya-oblast"


def test_match_wrong_region_is_none_and_not_elsewhere():
    match = match_municipality("Дзержинск", region="Тульская область")
    assert (match.municipality, match.suggestions) == (None, ())


def test_match_unknown_region_is_none_with_suggestions():
    match = match_municipality("Дзержинск", region="Атлантида")
    assert match.municipality is None
    assert match.suggestions[0].text == "Дзержинск, Нижегородская область"


def test_match_slip_suggests_and_does_not_guess():
    match = match_municipality("Дзиржинск")
    assert (match.municipality, match.ambiguous) == (None, False)
    assert match.suggestions[0].text == "Дзержинск, Нижегородская область"


@pytest.mark.parametrize("text", ["", "   ", "—", "Атлантида"])
def test_match_nothing_alike_is_none(text):
    assert match_municipality(text).municipality is None
    assert match_municipality(text).suggestions == ()


@pytest.mark.parametrize(("code", "repaired"), [
    ("07727000", ""), ("7727000", "07727000"), (" 07 727 000 ", ""), ("07727000001", ""), ("7727000001", "07727000"), ("7727000.0", "07727000"),
])
def test_match_oktmo_lost_zero_is_repaired_and_said(code, repaired):
    match = match_municipality("Пятигорск", oktmo=code)
    assert (match.municipality.oktmo, match.repaired, match.name_differs) == ("07727000", repaired, False)


def test_match_oktmo_decides_and_another_name_is_said():
    match = match_municipality("Кисловодск", oktmo="07727000")
    assert (match.municipality.oktmo, match.name_differs) == ("07727000", True)


def test_match_oktmo_of_a_settlement_finds_its_district():
    assert match_municipality("", oktmo="80611101").municipality.oktmo == "80611000"


def test_match_unknown_oktmo_is_none_though_the_name_is_known():
    match = match_municipality("Пятигорск", oktmo="99999999")
    assert match.municipality is None
    assert [hit.oktmo for hit in match.suggestions] == ["07727000"]


@pytest.mark.parametrize(("text", "oktmo", "settlement"), [
    ("село Ям, Белорецкий район, Республика Башкортостан", "80611000", "село Ям"), ("Белорецкий район, Республика Башкортостан", "80611000", ""),
    ("село Ям, Белорецкий район", "80611000", "село Ям"),
])
def test_match_place_keeps_the_settlement_as_typed(text, oktmo, settlement):
    match, kept = match_place(text)
    assert (match.municipality.oktmo, kept) == (oktmo, settlement)


def test_match_place_unknown_settlement_and_district_is_none():
    match, settlement = match_place("село Ям, Нигдейский район")
    assert (match.municipality, settlement) == (None, "")


def test_match_every_official_name_with_its_region_finds_itself():
    wrong = []
    for row in Municipality.objects.filter(valid_to=None, demo=False).select_related("region__territory"):
        match = match_municipality(row.full_name, region=row.region.territory.name)
        if match.municipality != row:
            wrong.append((row.full_name, row.oktmo))
    assert wrong == []
