"""Standard pages: both languages, their texts, the switch."""
import json
import re

import pytest

PAGES = ["about", "about/contacts", "about/privacy", "about/consent", "about/accessibility", "about/open-data"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("prefix", "lang"), [("", "ru"), ("/en", "en")])
def test_standard_page_answers_in_its_language(client, db, path, prefix, lang):
    answer = client.get(f"{prefix}/{path}/", headers={"accept-language": "en" if lang == "ru" else "ru"})
    assert (answer.status_code, f'<html lang="{lang}"' in answer.text, answer.text.count("<h1")) == (200, True, 1)


def test_home_page_heading_per_language(client, db):
    assert "Практики городов" in client.get("/").text
    assert "Practices of towns" in client.get("/en/").text


def test_language_switch_keeps_the_page(client, db):
    assert 'href="/en/about/privacy/"' in client.get("/about/privacy/").text
    assert 'href="/about/privacy/"' in client.get("/en/about/privacy/").text


def test_text_page_sql_is_stated(client, db, django_assert_num_queries):
    client.get("/about/")
    with django_assert_num_queries(11):
        client.get("/about/contacts/")


def test_welcome_page_of_wagtail_is_gone(db):
    from wagtail.models import Page

    assert sorted(Page.objects.filter(depth=2).values_list("slug", flat=True)) == ["home", "home-en"]


def test_tree_is_sound(db):
    from wagtail.models import Page

    assert [problem for problem in Page.find_problems() if problem] == []


@pytest.mark.parametrize(("path", "target"), [("/", "http://testserver/practices/?q={words}"), ("/en/", "http://testserver/en/practices/?q={words}")])
def test_home_page_tells_machines_how_to_search(client, db, path, target):
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).content.decode())
    assert block and json.loads(block[1])["potentialAction"]["target"]["urlTemplate"] == target
