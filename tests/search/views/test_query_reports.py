"""The two lists in the admin, the way from a word to a rule, noise, export."""
from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from ops.outbox import drain_all
from search.models import HiddenQuery, QueryDay, SynonymRule
from search.query_log import today
from tests.factories import portfolio as practices
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
LISTS = ("queries-nothing", "queries-asked")


@pytest.fixture
def editor(client):
    client.force_login(someone(Role.CONTENT_EDITOR))
    return client


def plant(words: str, asked: int = 1, nothing: int = 1, days: int = 3) -> None:
    QueryDay.objects.bulk_create([QueryDay(words=words, day=today() - timedelta(days=ago), asked=asked, nothing=nothing) for ago in range(days)])


def shown(client, name: str, **parameters) -> list[str]:
    return [row["words"] for row in client.get(reverse(name), parameters).context["object_list"]]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.VISITOR])
def test_only_editors_see_the_lists(client, role):
    client.force_login(someone(role))
    assert {client.get(reverse(name)).status_code == 200 for name in (*LISTS, *(f"{name}-results" for name in LISTS))} == {role in (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)}


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.PSYCHOLOGIST, Role.MUNICIPAL_USER])
def test_others_hide_nothing(client, role):
    client.force_login(someone(role))
    assert (client.post(reverse("queries-hide"), {"words": "шум"}).status_code, HiddenQuery.objects.count()) == (302, 0)


def test_lists_are_ordered_by_their_number(editor):
    plant("бачки", 2, 2)
    plant("парк", 9, 0)
    plant("сквер", 5, 5)
    plant("редкое", 50, 50, days=2)
    assert (shown(editor, "queries-nothing"), shown(editor, "queries-asked")) == (["сквер", "бачки"], ["парк", "сквер", "бачки"])
    assert shown(editor, "queries-asked", ordering="words") == ["бачки", "парк", "сквер"]
    assert shown(editor, "queries-asked", ordering="days__evil") == ["парк", "сквер", "бачки"]


def test_period_and_noise_are_chosen(editor):
    plant("парк")
    QueryDay.objects.bulk_create([QueryDay(words="давно", day=today() - timedelta(days=ago), asked=1, nothing=1) for ago in (7, 8, 9)])
    plant("шум")
    HiddenQuery.objects.create(words="шум", hidden_at="2026-11-24T12:00:00Z")
    assert [shown(editor, "queries-nothing", **way) for way in ({}, {"period": "7"}, {"hidden": "1"}, {"period": "x"})] == [["давно", "парк"], ["парк"], ["шум"], ["давно", "парк"]]


@pytest.mark.parametrize("name", LISTS)
def test_queries_are_as_many_for_one_row_as_for_fifty(editor, name):
    numbers = []
    for rows in (1, 50):
        QueryDay.objects.all().delete()
        for n in range(rows):
            plant(f"слово {n}")
        editor.get(reverse(name))
        with CaptureQueriesContext(connection) as caught:
            assert editor.get(reverse(name)).status_code == 200
        numbers.append(len(caught))
    assert numbers == [14, 14]


@pytest.mark.parametrize("name", LISTS)
def test_export_as_table(editor, name):
    plant("парк", 2, 2)
    sheet = openpyxl.load_workbook(BytesIO(editor.get(reverse(name), {"export": "xlsx"}).getvalue())).active
    assert [[cell for cell in row][:5] for row in sheet.iter_rows(values_only=True)][1:] == [["парк", 6, 6, 0, 3]]
    text = b"".join(editor.get(reverse(name), {"export": "csv"}).streaming_content).decode()
    assert text.splitlines()[1] == f"парк,6,6,0,3,{today():%Y-%m-%d}"


def test_hidden_as_noise_and_back(editor):
    plant("шум")
    sent = editor.post(reverse("queries-hide"), {"words": "шум", "act": "hide", "back": "queries-asked"})
    assert (sent.url, shown(editor, "queries-asked")) == (reverse("queries-asked"), [])
    editor.post(reverse("queries-hide"), {"words": "шум", "act": "show"})
    assert shown(editor, "queries-nothing") == ["шум"]
    editor.post(reverse("queries-hide"), {"words": "ivan@example.org"})
    assert (HiddenQuery.objects.count(), editor.get(reverse("queries-hide")).status_code) == (0, 405)


def test_word_becomes_a_rule_and_is_found_at_once(editor):
    practices.live(title="Мусорные контейнеры во дворе")
    drain_all()
    plant("бачки")
    found = reverse("search:catalogue") + "?q=бачки"
    assert editor.get(found).context["page"].total == 0
    page = editor.get(reverse("queries-nothing")).content.decode()
    add = reverse("synonyms:add") + "?words=%D0%B1%D0%B0%D1%87%D0%BA%D0%B8"
    assert f'href="{add}"' in page
    form = editor.get(add)
    assert form.context["form"]["term"].value() == "бачки"
    assert "Добавить «бачки» к другому главному слову" in form.content.decode()
    sent = {"term": "бачки", "synonyms": "контейнеры", "kind": "equal", "sector": "", "is_active": "on"}
    assert editor.post(reverse("synonyms:add"), sent).status_code == 302
    assert editor.get(found).context["page"].total == 1
    assert "да" in editor.get(reverse("queries-nothing")).content.decode()


def test_word_may_be_one_of_the_words_of_a_rule(editor):
    rule = SynonymRule.objects.create(term="контейнер", synonyms=["бак", "старые бачки"])
    form = editor.get(reverse("synonyms:add"), {"words": "бачки", "as": "word"})
    assert (form.context["form"]["term"].value(), form.context["form"]["synonyms"].value()) == ("", "бачки")
    edit = reverse("synonyms:edit", args=[rule.pk])
    assert f'href="{edit}?words=' in form.content.decode()
    filled = editor.get(edit, {"words": "бачки"})
    assert filled.context["form"]["synonyms"].value() == "бак\nстарые бачки\nбачки"
    rule.refresh_from_db()
    assert rule.synonyms == ["бак", "старые бачки"]  # nothing is saved by looking


@pytest.mark.parametrize("words", ["", "ivan@example.org", "<b>", "я" * 101])
def test_what_the_log_cannot_hold_fills_nothing_in(editor, words):
    form = editor.get(reverse("synonyms:add"), {"words": words})
    assert form.status_code == 200
    assert form.context["form"]["term"].value() in ("", None, "b" if words == "<b>" else "")
