"""The public page: what strangers see, and what they never do."""
import html
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import BudgetFields, IndicatorFields, PlaceFields
from portfolio.models import Practice
from portfolio.queries import practice_page
from portfolio.releases import released_text
from tests.factories.portfolio import READY, draft, live
from tests.factories.taxonomy import NationalProjectFactory, SectorFactory, TagFactory
from tests.factories.territories import MunicipalityFactory
from tests.people import someone

pytestmark = pytest.mark.django_db


def page_of(client, practice, **headers):
    return client.get(practice.get_absolute_url(), headers=headers)


def words(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\u00a0", " ").replace("\u2009", " "))


@pytest.mark.parametrize("rows", [1, 6])
def test_show_takes_four_queries_at_any_number_of_rows_and_one_within_the_minute(client, rows, django_assert_num_queries):
    line, indicator = READY.budget[0], READY.indicators[1]
    share = Decimal(100) / rows
    practice = live(
        places=tuple(PlaceFields(MunicipalityFactory(population=1000, group="BIG").pk, "", round(share, 3)) for _ in range(rows)),
        indicators=(READY.indicators[0], *[indicator] * rows), budget=(line,) * rows, subsector_ids=tuple(SectorFactory().pk for _ in range(rows)),
        tag_ids=tuple(TagFactory().pk for _ in range(rows)), national_project_id=NationalProjectFactory().pk,
    )
    page_of(client, live())  # the frame's own look-ups are kept by the process
    with django_assert_num_queries(4):
        assert page_of(client, practice).status_code == 200
    with django_assert_num_queries(1):
        assert page_of(client, practice).status_code == 200


def test_show_says_what_changed_with_place_money_and_version(client):
    practice = live(national_project_id=NationalProjectFactory(name="Инфраструктура для жизни").pk, subsector_ids=(SectorFactory(name="Автобусы").pk,))
    text = words(page_of(client, practice))
    for phrase in (
        "Оптимизация согласования маршрута автобуса", "225 251 житель", "Пройдено 98 % пути", "Было: нет данных. Цель: 120. Стало: 134. Достижение не считаем: до начала не измеряли.", "88 %",
        "Деньги: 3,4 млн ₽", "Местный бюджет", "46,8 %", "Инфраструктура для жизни", "Автобусы", "версия 1 от", practice.code, "10 месяцев",
        "Сентябрь 2023 — июнь 2024.",
    ):
        assert phrase in text, phrase


def test_show_a_plan_never_looks_like_a_result(client):
    plan = replace(READY.indicators[0], actual=None, actual_on=None)
    response = page_of(client, live(stage="defended", indicators=(plan,)))
    text, page = words(response), response.content.decode()
    assert "Это план: результата ещё нет." in text and "Запланирована" in text and "fig-plan" in page and "f-plan" in page
    assert "f-now" not in page and "fig-b" not in page and "Пройдено" not in text


def test_show_unknown_cost_and_one_sided_indicators_are_said_in_words(client):
    rows = (
        IndicatorFields("Срок", "дней", "down", Decimal(9), None, None, None, Decimal(5), None, "", True),
        IndicatorFields("Без цели и факта", "штук", "up", Decimal(3)),
        IndicatorFields("Убыток", "млн ₽", "down", Decimal(-3), None, Decimal(-5), None, Decimal(-4)),
    )
    text = words(page_of(client, live(budget=(), indicators=rows, end=None)))
    assert "Стоимость неизвестна" in text and "Цель не задана." in text and "цель не задана" in text and "результата ещё нет" in text
    assert "Было: −3. Цель: −5. Стало: −4." in text and "С сентября 2023." in text


def test_show_shares_of_several_places_and_links_to_them(client):
    places = (PlaceFields(MunicipalityFactory(name="Бор").pk, "Неклюдово", Decimal("66.7")), PlaceFields(MunicipalityFactory(name="Чкаловск").pk, "", Decimal("33.3")))
    text = words(page_of(client, live(places=places)))
    assert "Где это сделано" in text and "66,7 %" in text and "Чкаловск" in text and "Неклюдово, Бор" in text and "и ещё 1" in text


def test_show_without_or_with_another_slug_moves_to_the_right_address(client):
    practice = live()
    for address in (f"/practices/{practice.number}/?from=letter", f"/practices/{practice.number}-other/?from=letter"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, practice.get_absolute_url() + "?from=letter")


def test_show_drafts_and_unknown_numbers_are_absent_for_everyone(client):
    practice, editor = draft(), someone(Role.CONTENT_EDITOR)
    down = unpublish_practice(live(), editor, timezone.now())
    client.force_login(editor)
    for visitor in (client, Client()):
        for address in (f"/practices/{practice.number}/", down.get_absolute_url(), down.get_absolute_url() + "v1/", "/practices/99999999999999999999/"):
            assert visitor.get(address).status_code == 404


def test_show_withdrawn_leaves_a_tombstone_with_the_number_and_no_words(client):
    practice = withdraw_practice(live(), someone(Role.CONTENT_EDITOR), timezone.now())
    for address in (practice.get_absolute_url(), f"/practices/{practice.number}/", practice.get_absolute_url() + "v1/"):
        response = client.get(address)
        assert (response.status_code, practice.code in words(response), "маршрута" in words(response)) == (410, True, False)


def test_show_is_built_from_the_live_text_not_from_the_draft(client):
    practice = live()
    write_draft(practice, replace(practice.as_fields(), title="Черновик: не для всех"), someone(Role.CONTENT_EDITOR), timezone.now())
    assert "Черновик" not in words(page_of(client, practice))


def test_show_of_a_practice_that_goes_away_between_two_looks_is_absent(client, monkeypatch):
    practice = live()
    monkeypatch.setattr("portfolio.views.practice.practice_page", lambda number: None)
    assert client.get(practice.get_absolute_url()).status_code == 404


def test_show_is_drawn_anew_at_once_when_published_again(client):
    practice, editor, now = live(), someone(Role.CONTENT_EDITOR), timezone.now()
    page_of(client, practice)
    write_draft(practice, replace(practice.as_fields(), title="Новый текст"), editor, now)
    publish_practice(practice, editor, now)
    assert "Новый текст" in words(page_of(client, practice))
    unpublish_practice(practice, editor, now)
    assert page_of(client, practice).status_code == 404


def test_practice_page_reads_the_same_text_as_the_row_itself():
    practice = live(subsector_ids=(SectorFactory().pk, SectorFactory().pk), tag_ids=(TagFactory().pk,), budget=(
        BudgetFields("grant", Decimal("999999999999.9"), None, "сети"), BudgetFields("local", Decimal("0.1"), 2024),
    ))
    assert practice_page(practice.number).text == released_text(Practice.objects.get())


def test_release_keeps_the_text_as_it_stood(client, django_assert_num_queries):
    practice, editor, now = live(), someone(Role.CONTENT_EDITOR), timezone.now()
    write_draft(practice, replace(practice.as_fields(), title="Новый текст"), editor, now)
    publish_practice(practice, editor, now)
    Practice.objects.get().places.first().municipality.territory.__class__.objects.update(name="Переименован")
    address = reverse("portfolio:release", args=[practice.number, practice.slug, 1])
    with django_assert_num_queries(1):
        response = client.get(address)
    page, text = response.content.decode(), words(response)
    assert "Оптимизация согласования маршрута автобуса" in text and "Новый текст" not in text and "Переименован" not in text
    assert 'content="noindex"' in page and f'rel="canonical" href="http://testserver{practice.get_absolute_url()}"' in page
    assert "Новый текст" in words(client.get(reverse("portfolio:release", args=[practice.number, practice.slug, 2])))
    assert client.get(reverse("portfolio:release", args=[practice.number, practice.slug, 3])).status_code == 404
    moved = client.get(reverse("portfolio:release", args=[practice.number, "other", 1]))
    assert (moved.status_code, moved["Location"]) == (301, address)


def test_show_answers_304_until_text_language_or_reader_changes(client):
    practice = live()
    first = page_of(client, practice)
    again = page_of(client, practice, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert page_of(client, practice, if_modified_since=first["Last-Modified"]).status_code == 304
    client.force_login(someone(Role.CONTENT_EDITOR))
    assert page_of(client, practice, if_none_match=first["ETag"]).status_code == 200
    assert Client().get("/en" + practice.get_absolute_url(), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_show_refuses_other_methods(client):
    assert client.post(live().get_absolute_url()).status_code == 405


def test_show_in_english_marks_the_language_of_the_practice(client):
    response = client.get("/en" + live().get_absolute_url())
    page = response.content.decode()
    assert '<html lang="en"' in page and '<h1 class="mt-2" lang="ru">' in page and "Transport" in page


def test_show_escapes_what_editors_typed_also_in_the_data_block(client):
    nasty = "</script><script>alert(1)</script> & «x»"
    page = page_of(client, live(title=nasty, annotation=nasty, keywords="<b>;", problem=nasty)).content.decode()
    assert "<script>alert" not in page and "<b>;" not in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (data["headline"], data["@type"], data["version"]) == (nasty, "Article", 1)


def test_show_a_practice_of_one_month_and_without_a_goal(client):
    practice = live(start=date(2024, 3, 1), end=date(2024, 3, 30), goal="", lessons="", licence="", keywords="", budget=(BudgetFields("grant", Decimal(0)),))
    text = words(page_of(client, practice))
    assert "Март 2024." in text and "1 месяц" in text and "Цель." not in text


def test_citation_points_at_the_version_shown_in_two_forms(client, db):
    practice = live()
    text = html.unescape(client.get(practice.get_absolute_url()).content.decode())
    address = f"http://testserver{practice.get_absolute_url()}v1/"
    assert (f"URL: {address}." in text, f"url = {{{address}}}" in text, f"@misc{{{practice.code}-v1," in text) == (True, True, True)
