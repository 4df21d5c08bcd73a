"""Finding one's own municipality and the regions with practices."""
import pytest
from django.urls import reverse

from tests.factories.portfolio import live
from tests.factories.territories import MunicipalityFactory, RegionFactory


@pytest.fixture
def region(db):
    return RegionFactory(name="Нижегородская область", slug="nizhegorodskaya-oblast")


@pytest.fixture
def town(region):
    return MunicipalityFactory(name="Дзержинск", region=region, slug="dzerzhinsk", oktmo="22721000", population=225_251, group="BIG")


def test_territories_without_words_shows_map_and_field(client, town):
    page = client.get("/territories/").text
    assert ("1</span> муниципалитет в 1 регионе." in page, page.count("<h1"), 'data-combobox="/territories/lookup/"' in page) == (True, 1, True)


def test_territories_beginning_of_a_name_lists_the_place(client, town):
    page = client.get("/territories/", {"q": "дзерж"}).text
    assert ("Найден 1 муниципалитет" in page, 'href="/territories/nizhegorodskaya-oblast/dzerzhinsk/"' in page) == (True, True)


@pytest.mark.parametrize("text", ["Дзержинск, Нижегородская область", "22721000", " 22721000 "])
def test_territories_exact_text_opens_the_page(client, town, text):
    assert client.get("/territories/", {"q": text}).url == "/territories/nizhegorodskaya-oblast/dzerzhinsk/"


def test_territories_unknown_word_says_what_to_do(client, town):
    page = client.get("/territories/", {"q": "<b>ыыыы"}).text
    assert ("Похожего на «&lt;b&gt;ыыыы» нет" in page, "<b>ыыыы" in page) == (True, False)


@pytest.mark.parametrize(("length", "long"), [(100, False), (101, True)])
def test_territories_length_of_the_query(client, town, length, long):
    assert ("Сократите запрос" in client.get("/territories/", {"q": "ы" * length}).text) is long


def test_territories_unknown_population_is_not_zero(client, region):
    MunicipalityFactory(name="Саров", region=region)
    assert "нет данных" in client.get("/territories/", {"q": "саров"}).text


@pytest.mark.parametrize("number", [1, 6])
def test_territories_sql_is_stated(client, db, django_assert_num_queries, number):
    for place in range(number):
        MunicipalityFactory(name=f"Городок {place}")
        live()
    client.get("/territories/", {"q": "городок"})
    with django_assert_num_queries(4):  # names' stamp, regions, counts, number of municipalities
        client.get("/territories/", {"q": "городок"})


@pytest.mark.parametrize("path", ["/territories/net-takoy/", "/territories/net-takoy/gorod/", "/territories/oktmo/99999999/", "/territories/oktmo/x/"])
def test_territories_unknown_address_is_404(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_territories_only_read(client, town, method):
    paths = [reverse("website:territories"), "/territories/nizhegorodskaya-oblast/", "/territories/nizhegorodskaya-oblast/dzerzhinsk/"]
    assert [getattr(client, method)(path).status_code for path in paths] == [405] * 3
