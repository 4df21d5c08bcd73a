"""A municipality found while it is typed and from a cell of a file."""
import pytest

from territories.queries import find_municipalities, group_of, match_municipality
from tests.factories.territories import MunicipalityFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_find_municipalities_made_by_factory_is_found_by_prefix():
    region = RegionFactory(name="Тульская область", slug="tulskaya-oblast")
    made = MunicipalityFactory(name="Ефремов", region=region, oktmo="70714000", population=52_000, group="DST")
    hit = find_municipalities("ефр")[0]
    assert (hit.id, hit.text, hit.oktmo, hit.population, hit.group) == (
        made.pk, "Ефремов, Тульская область", "70714000", 52_000, "DST",
    )
    assert find_municipalities("7071")[0].id == made.pk
    assert find_municipalities("ефр", region="tulskaya-oblast")[0].id == made.pk
    assert match_municipality("г. Ефремов").municipality == made
    assert group_of(made.pk).code == "DST"


def test_find_municipalities_without_a_code_is_found_by_name_only():
    made = MunicipalityFactory(name="Новоречье", oktmo="", center="", demo=True)
    assert [hit.id for hit in find_municipalities("новореч")] == [made.pk]
    assert find_municipalities("0") == []
