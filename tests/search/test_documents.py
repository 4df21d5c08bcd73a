"""Documents hold public fields of live practices; unknown values are absent."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portfolio.fields import BudgetFields, PlaceFields
from search.documents import KEY_BITS, all_documents, months, practice_documents, sort_values
from search.models import FileText
from search.schema import FIELDS
from taxonomy.models import NationalProject
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_document_of_a_practice_has_its_facets_and_numbers():
    region = RegionFactory(slug="tula", name="Тульская область")
    main = MunicipalityFactory(name="Алексин", region=region, population=70_000, group="MONO")
    other = MunicipalityFactory(name="Пермь")
    practice = practices.live(
        sector_id=sector("WST").pk, subsector_ids=(sector("WST.cont").pk,), keywords="бак; площадка",
        places=(PlaceFields(main.pk, share=Decimal(60)), PlaceFields(other.pk, share=Decimal(40))),
        budget=(BudgetFields("local", Decimal("12.5"), 2024), BudgetFields("grant", Decimal(0), 2024), BudgetFields("local", Decimal(1), 2023)),
    )
    (made,) = practice_documents([practice.pk], 5)
    assert {name: made[name] for name in ("pk", "version", "sector", "region", "group", "kind", "status", "year", "years", "funding", "pop", "cost", "months")} == {
        "pk": practice.pk, "version": 5, "sector": ["WST", "WST.cont"], "region": ["tula", other.region.slug], "group": ["MONO"], "kind": ["process"],
        "status": ["verified"], "year": ["2024"], "years": 2024, "funding": ["local", "grant"], "pop": 70_000, "cost": 135, "months": 10,
    }
    assert made["district"] == [str(region.territory.parent_id), str(other.region.territory.parent_id)]
    assert "Контейнерные площадки" in made["topics"] and "бак" in made["topics"]
    assert {"тульская", "пермь", "бак", "маршрута"} <= set(made["words"].split())


def test_document_has_no_field_beside_the_schema():
    (made,) = practice_documents([practices.live().pk], 1)
    assert set(made) - {field.name for field in FIELDS} == {"pk"}


def test_unknown_values_are_absent():
    (made,) = practice_documents([practices.live(end=None, places=(PlaceFields(MunicipalityFactory().pk),)).pk], 1)
    assert (made["pop"], made["group"], made["months"], made["years"]) == (None, [], None, 2023)


def test_drafts_have_no_document():
    assert practice_documents([practices.draft().pk], 1) == []


def test_draft_of_a_live_practice_leaves_its_document_as_it_was():
    practice = practices.live()
    practice.title = "Ещё не опубликовано"
    practice.save_revision()
    (made,) = practice_documents([practice.pk], 1)
    assert "опубликовано" not in made["title"]


def test_documents_cost_the_same_at_one_and_at_five(django_assert_num_queries):
    ids = [practices.live().pk for _ in range(5)]
    for some in (ids[:1], ids):
        with django_assert_num_queries(6):
            assert len(practice_documents(some, 1)) == len(some)


def test_all_documents_come_in_chunks_each_with_its_own_number(monkeypatch):
    monkeypatch.setattr("search.documents.CHUNK", 2)
    ids = sorted(practices.live().pk for _ in range(3))
    practices.draft()
    chunks = list(all_documents())
    assert [[made["pk"] for made in chunk] for chunk in chunks] == [ids[:2], ids[2:]]
    assert chunks[0][0]["version"] < chunks[1][0]["version"]


@pytest.mark.parametrize(("start", "end", "expected"), [
    (date(2024, 1, 1), date(2024, 1, 31), 1), (date(2024, 1, 15), date(2024, 3, 14), 2), (date(2024, 1, 15), date(2024, 3, 15), 3),
    (date(2023, 9, 1), date(2024, 6, 30), 10), (None, date(2024, 1, 1), None), (date(2024, 1, 1), None, None), (date(2024, 2, 1), date(2024, 1, 1), None),
])
def test_months(start, end, expected):
    assert months(start, end) == expected


def test_sort_keys_end_in_the_key_and_the_dear_and_unknown_come_last():
    cheap, unknown = practices.live(budget=(BudgetFields("local", Decimal(1), 2024),)), practices.live(budget=())
    first, last = (practice_documents([practice.pk], 1)[0]["sort_cost"] for practice in (cheap, unknown))
    assert (first >> KEY_BITS, first % 2**KEY_BITS, first < last) == (1, cheap.pk, True)
    assert replace(practices.READY).title


@pytest.mark.parametrize("budget", [(), (BudgetFields("local", Decimal("999999999.9"), 2024),)], ids=["unknown", "dear"])
def test_sort_numbers_fit_a_signed_64_bit_number(budget):
    """A server keeps them as such; tantivy's are unsigned."""
    (made,) = practice_documents([practices.live(budget=budget).pk], 1)
    assert {name: value < 2**63 for name, value in made.items() if name.startswith("sort_") and isinstance(value, int)} == {
        "sort_newest": True, "sort_cost": True, "sort_share": True, "sort_adoptions": True,
    }


def test_document_has_the_national_project_the_main_municipality_and_the_share_reached():
    place = MunicipalityFactory()
    project = NationalProject.objects.create(code="eco", name="Экология", year_from=2019)
    row = practices.live(national_project_id=project.pk, places=(PlaceFields(place.pk),))
    (made,) = practice_documents([row.pk], 1)
    assert (made["national"], made["municipality"], made["weight"]) == (["eco"], [str(place.pk)], 100)
    assert (made["sort_share"] % 2**KEY_BITS, made["sort_adoptions"]) == (row.pk, row.pk)


@pytest.mark.parametrize(("share", "step"), [(None, 0), (Decimal(0), 1), (Decimal("0.5"), 5_001), (Decimal(1), 10_001)])
def test_unmeasured_share_comes_after_a_share_of_nothing(share, step):
    row = practices.live()
    assert sort_values(row, share)["sort_share"] == step << KEY_BITS | row.pk


def test_text_of_public_files_is_indexed_apart_from_the_text():
    row = practices.live()
    FileText.objects.create(practice=row, place="б.pdf", sha256="b", text="Смета на ёлку")
    FileText.objects.create(practice=row, place="а.pdf", sha256="a", text="44ФЗ")
    (made,) = practice_documents([row.pk], 1)
    assert (made["attachments"], "смета" in made["words"].split()) == ("44 ФЗ\nСмета на елку".replace("\n", " "), False)
