"""Sectors and national projects found by what a file says."""
import pytest
from django.utils import translation

from taxonomy.models import NationalProject, Sector
from taxonomy.queries import find_national_project, find_sector, sector_tree

pytestmark = pytest.mark.django_db


def test_sector_tree_shipped_has_eleven_sectors_in_order(django_assert_num_queries):
    with django_assert_num_queries(1):
        tree = sector_tree()
    assert [node.label for node in tree] == [
        "ЖКХ", "Транспорт", "Благоустройство", "Социальная поддержка", "Отходы и уборка", "Дети и молодёжь", "Муниципальный жилфонд",
        "Инвестиции", "Развитие территорий", "Муниципальные услуги", "Диалог с жителями",
    ]
    assert [len(node.children) for node in tree] == [7, 6, 7, 6, 6, 5, 5, 6, 6, 5, 6]
    assert tree[4].children[0].code == "WST.cont"
    assert tree[4].children[0].hue == tree[4].hue == "d-wst"


def test_sector_tree_english_names_everything_in_latin():
    with translation.override("en"):
        labels = [one.label for node in sector_tree() for one in (node, *node.children)]
    assert [label for label in labels if any("а" <= sign.lower() <= "я" for sign in label)] == []


@pytest.mark.parametrize(("text", "code"), [
    ("TRN", "TRN"), ("wst.cont", "WST.cont"), ("  отходы  и уборка ", "WST"), ("Дети и молодежь", "YTH"), ("«ЖКХ»", "HCS"),
    ("Взаимодействие с жителями", "DLG"), ("Housing and utilities", "HCS"), ("старый код", "TRN"), ("раздельный сбор", "WST.sort"),
])
def test_find_sector_by_code_alias_or_name_finds_it(text, code):
    Sector.objects.filter(code="TRN").update(aliases=["Старый код"])
    assert find_sector(text).code == code


@pytest.mark.parametrize("text", ["", "   ", "космос", "ЖК"])
def test_find_sector_unknown_is_none(text):
    assert find_sector(text) is None


def test_find_sector_name_shared_by_two_is_none():
    Sector.objects.filter(code__in=["WST.cont", "WST.sort"]).update(name="Одинаково")
    assert find_sector("одинаково") is None


def test_national_projects_shipped_are_twelve_and_six():
    assert NationalProject.objects.filter(year_from=2019, year_to=2024).count() == 12
    assert NationalProject.objects.filter(year_from=2025, year_to=None).count() == 6


@pytest.mark.parametrize(("text", "year", "code"), [
    ("жилье и городская среда", None, "2019-housing"), ("Семья", 2026, "2025-family"), ("2025-staff", None, "2025-staff"),
])
def test_find_national_project_by_name_finds_it(text, year, code):
    assert find_national_project(text, year).code == code


@pytest.mark.parametrize(("text", "year"), [("", None), ("Космос", None), ("Семья", 2020)])
def test_find_national_project_unknown_or_of_another_period_is_none(text, year):
    assert find_national_project(text, year) is None
