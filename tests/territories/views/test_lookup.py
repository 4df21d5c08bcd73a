"""The list under the combobox."""
import pytest
from django.urls import reverse

from tests.factories.territories import MunicipalityFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    region = RegionFactory(name="Тульская область")
    return [MunicipalityFactory(name=f"Ефремов{'ка' * n}", region=region, population=1_000 * (n + 1), group="SML") for n in range(25)]


def ask(client, **query):
    return client.get(reverse("territories:lookup"), query)


def test_lookup_hit_holds_what_the_combobox_shows(client, made):
    response = ask(client, q="ефремов")
    assert response.json()[0] == {
        "id": made[0].pk, "label": "Ефремов", "region": "Тульская область", "oktmo": made[0].oktmo, "population": 1_000, "group": "SML",
    }
    assert response["Cache-Control"] == "public, max-age=3600"


def test_lookup_unknown_population_is_null(client):
    MunicipalityFactory(name="Ясногорск")
    assert ask(client, q="ясног").json()[0]["population"] is None


@pytest.mark.parametrize(("limit", "count"), [("", 8), ("3", 3), ("20", 20), ("21", 20), ("0", 0), ("-1", 8), ("x", 8), ("9999999999", 8)])
def test_lookup_limit_is_bounded(client, made, limit, count):
    assert len(ask(client, q="ефремов", limit=limit).json()) == count


@pytest.mark.parametrize(("length", "status"), [(99, 200), (100, 200), (101, 400)])
def test_lookup_query_length_is_bounded(client, length, status):
    assert ask(client, q="я" * length).status_code == status


def test_lookup_asks_the_database_once_at_one_and_many_rows(client, made, django_assert_num_queries):
    ask(client, q="ефремов")
    with django_assert_num_queries(1):
        ask(client, q="ефремов", limit=1)
    with django_assert_num_queries(1):
        ask(client, q="ефремов", limit=20)


def test_lookup_other_methods_are_refused(client):
    assert client.post(reverse("territories:lookup")).status_code == 405


def test_lookup_nothing_typed_is_an_empty_list(client, made):
    assert ask(client).json() == []
