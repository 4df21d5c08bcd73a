"""Synonym rules in the back office: who may, one word a line, preview, effect without a restart."""
from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.roles import Role
from ops.outbox import drain_all
from search.models import SynonymRule
from search.preview import rule_preview
from search.vocabulary import vocabulary
from taxonomy.models import Sector
from tests.factories import portfolio as practices
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
MAY = {Role.CONTENT_EDITOR, Role.ADMINISTRATOR}


def form(**changes) -> dict[str, str]:
    return {"term": "сквер", "synonyms": "парк\n\n  аллея  \nпарк", "kind": "equal", "sector": "", "is_active": "on", **changes}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.VISITOR])
def test_only_editors_see_the_list(client, role):
    client.force_login(someone(role))
    assert (client.get(reverse("synonyms:list")).status_code == 200) == (role in MAY)


def test_visitor_is_sent_to_sign_in(client):
    assert client.get(reverse("synonyms:list")).status_code == 302


def test_words_are_kept_one_a_line_without_repetitions(client):
    client.force_login(someone(Role.CONTENT_EDITOR))
    response = client.post(reverse("synonyms:add"), form())
    assert (response.status_code, SynonymRule.objects.get(term="сквер").synonyms) == (302, ["парк", "аллея"])
    page = client.get(reverse("synonyms:edit", args=[SynonymRule.objects.get(term="сквер").pk])).content.decode()
    assert "парк\nаллея</textarea>" in page


@pytest.mark.parametrize("changes", [
    {"synonyms": ""}, {"synonyms": "???"}, {"synonyms": "а" * 101}, {"synonyms": "\n".join(f"слово{n}" for n in range(31))}, {"term": "—"}, {"term": ""},
])
def test_rule_without_words_is_refused(client, changes):
    client.force_login(someone(Role.CONTENT_EDITOR))
    assert client.post(reverse("synonyms:add"), form(**changes)).status_code == 200
    assert not SynonymRule.objects.filter(term__in=["сквер", "—"]).exists()


def test_thirty_words_are_taken(client):
    client.force_login(someone(Role.CONTENT_EDITOR))
    client.post(reverse("synonyms:add"), form(synonyms="\n".join(f"слово{n}" for n in range(30))))
    assert len(SynonymRule.objects.get(term="сквер").synonyms) == 30


def test_preview_counts_without_and_with_the_rule():
    practices.live(title="Аллея у школы")
    drain_all()
    shown = rule_preview(SynonymRule(term="сквер", synonyms=["аллея"]))
    assert (shown["before"], shown["total"], [card.title for card in shown["cards"]]) == (0, 1, ["Аллея у школы"])
    assert rule_preview(SynonymRule(term="сквер", synonyms=["аллея"], is_active=False))["total"] == 0
    assert rule_preview(SynonymRule(term="я" * 1001, synonyms=[]))["cards"] == []


def test_preview_page_is_shown_to_an_editor(client):
    client.force_login(someone(Role.CONTENT_EDITOR))
    url = reverse("synonyms:preview_on_add")
    assert client.post(url, form()).json()["is_valid"]
    response = client.get(url, {"mode": ""})
    assert (response.status_code, "Что найдёт «сквер»" in response.content.decode()) == (200, True)


def test_rule_added_in_the_admin_is_in_force_at_once(client):
    assert vocabulary().synonyms.match(("сквер",)) == (0, ())
    client.force_login(someone(Role.CONTENT_EDITOR))
    client.post(reverse("synonyms:add"), form())
    assert [v.text for v in vocabulary().synonyms.match(("сквер",))[1]] == ["парк", "аллея"]


def test_renamed_sector_shows_its_new_name_at_once(client):
    practices.live()
    drain_all()
    client.get("/practices/")
    client.force_login(someone(Role.CONTENT_EDITOR))
    waste = Sector.objects.get(code="WST")
    page = reverse("wagtailsnippets_taxonomy_sector:edit", args=[waste.pk])
    sent = {"parent": "", "code": "WST", "name": "Мусор и чистота", "name_en": "Waste", "full_name": waste.full_name, "order": waste.order, "aliases": "[]", "absorb": ""}
    assert client.post(page, sent).status_code == 302
    assert "Мусор и чистота" in client.get("/practices/").content.decode()


def test_seeded_rules_keep_the_trap_words_apart():
    table = vocabulary().synonyms
    shown = {term: {v.text for v in table.match((term,))[1]} for term in ("рсо", "ук", "иб", "крт", "крст", "тко", "тбо")}
    assert (shown["рсо"], shown["ук"], shown["иб"]) == (set(), set(), set())
    assert "КРСТ" not in shown["крт"] and "КРТ" not in shown["крст"]
    assert "ТБО" in shown["тко"] and "ТКО" in shown["тбо"] and "ТОС" not in shown["тко"] | shown["тбо"]
    assert {v.text for v in table.match(("мэр",))[1]} == {"глава", "сити-менеджер", "градоначальник"}
