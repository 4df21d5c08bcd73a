"""The editors' list: columns, filters, search, export, at a constant number of queries."""
import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from accounts.roles import Role
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import unpublish_practice
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import PlaceFields
from portfolio.models import Practice
from portfolio.states import State
from tests.factories.portfolio import draft, live, ready_fields
from tests.factories.taxonomy import SectorFactory
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone
from tests.portfolio.backoffice.forms import form_data

pytestmark = pytest.mark.django_db


def numbers(response):
    return [row.number for row in response.context["object_list"]]


def test_list_names_number_title_place_sector_and_state(admin, at):
    practice = live(places=(PlaceFields(MunicipalityFactory(name="Дзержинск").pk),))
    page = admin.get(at("list")).content.decode()
    for phrase in (practice.code, practice.title, "Дзержинск", "Транспорт", "Опубликована", "Импорт из таблицы", 'href="/desk/imports/"', "Практики"):
        assert phrase in page, phrase


def queries_of(admin, address, capture):
    admin.get(address)
    with capture as queries:
        assert admin.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["", "?export=csv", "?export=xlsx"])
def test_list_takes_the_same_queries_at_one_and_many_rows(admin, at, name):

    counts = []
    for more in (1, 12):
        for _ in range(more):
            live(sector_id=SectorFactory().pk)
        counts.append(queries_of(admin, at("list") + name, CaptureQueriesContext(connection)))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_list_filters_by_sector_region_and_state(admin, at):
    region = RegionFactory()
    mine = live(sector_id=SectorFactory(code="X-MINE").pk, places=(
        PlaceFields(MunicipalityFactory().pk, "", Decimal(60)), PlaceFields(MunicipalityFactory(region=region).pk, "", Decimal(40)),
    ))
    other = draft()
    assert numbers(admin.get(at("list"))) == [other.number, mine.number]
    for query in (f"sector={mine.sector_id}", f"region={region.pk}", "state=live"):
        assert numbers(admin.get(at("list") + "?" + query)) == [mine.number], query
    assert numbers(admin.get(at("list") + "?state=draft")) == [other.number]


@pytest.mark.parametrize("text", ["маршрута", "МАРШРУТА", "Оптимизация", "дзержинск", "Дзержинск", "{number}", "{code}", "SM-{number:04d}"])
def test_list_search_finds_title_municipality_and_number(admin, at, text):
    mine = live(places=(PlaceFields(MunicipalityFactory(name="Дзержинск").pk),))
    draft(title="Тёплые остановки", places=(PlaceFields(MunicipalityFactory(name="Бор").pk),))
    response = admin.get(at("list"), {"q": text.format(number=mine.number, code=mine.code)})
    assert numbers(response) == [mine.number]


@pytest.mark.parametrize("text", ["нет такого", "%", "99999999999999999999", "SM-2024-", "'"])
def test_list_search_of_what_is_not_there_finds_nothing(admin, at, text):
    live(title="Остановки")
    assert numbers(admin.get(at("list"), {"q": text})) == []


def test_list_export_holds_the_columns(admin, at):
    practice = live(places=(PlaceFields(MunicipalityFactory(name="Дзержинск").pk),))
    response = admin.get(at("list") + "?export=csv")
    head, row = csv.reader(io.StringIO(b"".join(response.streaming_content).decode()))
    assert (head[0], row[:2], row[3]) == ("Номер", [practice.code, practice.title], "Дзержинск")


def test_with_state_names_each_state():
    editor, now = someone(Role.CONTENT_EDITOR), timezone.now()
    expected = {draft().pk: State.DRAFT, live().pk: State.LIVE, withdraw_practice(live(), editor, now).pk: State.WITHDRAWN}
    changed = live()
    write_draft(changed, changed.as_fields(), editor, now)
    expected[changed.pk] = State.CHANGED
    refused = draft()
    Practice.objects.filter(pk=refused.pk).update(refusal=["problem"])
    expected[refused.pk] = State.REFUSED
    scheduled = draft()
    scheduled.latest_revision.approved_go_live_at = now
    scheduled.latest_revision.save()
    expected[scheduled.pk] = State.SCHEDULED
    expired = live()
    expired.unpublish(set_expired=True)
    expected[expired.pk] = State.EXPIRED
    expected[unpublish_practice(live(), editor, now).pk] = State.DRAFT
    assert dict(Practice.objects.with_state().values_list("pk", "state")) == expected


def test_chooser_finds_a_municipality_by_a_slip_of_a_letter(admin):
    MunicipalityFactory(name="Дзержинск"), MunicipalityFactory(name="Бор")
    page = admin.get("/admin/municipalities/choose/results/", {"q": "Дзиржинск"}).content.decode()
    assert "Дзержинск" in page and "Бор" not in page
    everything = admin.get("/admin/municipalities/choose/").json()["html"]
    assert "Бор" in everything


def test_chooser_shows_the_region_in_a_constant_number_of_queries(admin):

    counts = []
    for more in (1, 8):
        for _ in range(more):
            MunicipalityFactory()
        counts.append(queries_of(admin, "/admin/municipalities/choose/", CaptureQueriesContext(connection)))
    assert counts[0] == counts[1]


def test_preview_shows_the_public_page_of_the_draft(admin, at):
    practice = draft(title="Черновик с картинкой")
    address = at("preview_on_edit", practice.pk)

    assert admin.post(address, form_data(practice.as_fields(), over=practice)).json() == {"is_valid": True, "is_available": True}
    page = admin.get(address, {"mode": ""}).content.decode()
    assert "Черновик с картинкой" in page and 'class="fig fig-xl"' in page and 'content="noindex"' in page


def test_preview_of_an_empty_new_practice_does_not_break(admin, at):

    fields = ready_fields(sector_id=None, places=(), indicators=(), budget=(), kind="", stage="", start=None, end=None, problem="", solution="")
    assert admin.post(at("preview_on_add"), form_data(fields)).json()["is_valid"]
    assert admin.get(at("preview_on_add"), {"mode": ""}).status_code == 200


def test_compare_shows_what_changed_between_versions(admin, at, editor):

    practice = live()
    write_draft(practice, replace(practice.as_fields(), title="Новое название"), editor, timezone.now())
    first, second = practice.revisions.order_by("id")
    page = admin.get(at("revisions_compare", practice.pk, first.pk, second.pk)).content.decode()
    assert "Новое" in page


def test_cover_is_shown_on_the_public_page(client, editor, settings, tmp_path):

    settings.MEDIA_ROOT = tmp_path
    practice = live()
    cover = Image.objects.create(title="Автобус", description="Автобус на новом маршруте", file=get_test_image_file())
    Practice.objects.update(cover=cover)
    page = client.get(practice.get_absolute_url()).content.decode()
    assert 'alt="Автобус на новом маршруте"' in page
