"""The catalogue's screen: state in the address, facets, chips, pages, what strangers may see."""
from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import timezone

from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import PlaceFields
from search.engines import engine
from search.models import SynonymRule
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
URL = "/practices/"


def titles(response) -> list[str]:
    """Titles of the results in order."""
    text = response.content.decode()
    return [unescape(title).replace("\xa0", " ") for title in re.findall(r'<h2[^>]*><a href="[^"]*">(.*?)</a></h2>', text)]


def choices(response) -> dict[str, dict[str, int]]:
    """Facet → label → count as on the screen."""
    return {facet.name: {c.label: c.count for c in (*facet.choices, *facet.more)} for facet in response.context["facets"]}


def test_without_words_the_newest_come_first(client, three):
    response = client.get(URL)
    assert titles(response) == ["Парк у реки", "Контейнерные площадки для частного сектора", "Оптимизация согласования маршрута автобуса"]


def test_words_find_the_practice_and_mark_the_passage(client, three):
    response = client.get(URL, {"q": "мусоры"})
    assert titles(response) == ["Контейнерные площадки для частного сектора"]
    assert "<mark>Мусор</mark> &lt;b&gt;лежал&lt;/b&gt; у дороги." in response.content.decode()


def test_facets_stand_in_their_order_with_their_counts(client, three):
    response = client.get(URL)
    assert [facet.name for facet in response.context["facets"]] == ["sector", "region", "district", "group", "year", "status", "funding", "kind"]
    counts = choices(response)
    assert (counts["region"], counts["group"]) == ({"Пермский край": 2, "Тульская область": 1}, {"моногород": 1, "сельский муниципалитет": 2})
    assert (counts["sector"]["Транспорт"], counts["sector"]["ЖКХ"], counts["funding"]["Грант"]) == (1, 0, 1)


def test_facet_is_or_inside_and_and_across_and_counts_without_itself(client, three):
    response = client.get(URL, {"sector": ["TRN", "WST"], "region": "perm"})
    assert titles(response) == ["Контейнерные площадки для частного сектора"]
    assert choices(response)["region"] == {"Пермский край": 1, "Тульская область": 1}
    assert choices(response)["sector"]["Благоустройство"] == 1


def test_chosen_value_without_results_stays_visible(client, three):
    response = client.get(URL, {"sector": ["TRN", "WST"], "kind": ["infrastructure", "process"]})
    assert choices(response)["sector"]["Отходы и уборка"] == 0
    assert 'value="WST" form="find" checked' in response.content.decode()


def test_chosen_sector_opens_its_second_level_which_narrows_it(client, three):
    (waste,) = (c for c in client.get(URL, {"sector": "WST"}).context["facets"][0].choices if c.value == "WST")
    assert [(c.value, c.count) for c in waste.below] == [("WST.cont", 1)]
    assert titles(client.get(URL, {"sector": ["WST", "WST.cont"]})) == ["Контейнерные площадки для частного сектора"]


def test_chips_remove_one_filter_each_and_keep_the_rest(client, three):
    chips = client.get(URL, {"q": "парк", "sector": "IMP", "region": "perm", "cost_from": "0,1"}).context["chips"]
    assert [(chip.label, chip.url) for chip in chips] == [
        ("Благоустройство", "/practices/?q=%D0%BF%D0%B0%D1%80%D0%BA&region=perm&cost_from=0.1"),
        ("Пермский край", "/practices/?q=%D0%BF%D0%B0%D1%80%D0%BA&sector=IMP&cost_from=0.1"),
        ("стоимость от 0,1 млн ₽", "/practices/?q=%D0%BF%D0%B0%D1%80%D0%BA&sector=IMP&region=perm"),
    ]


@pytest.mark.parametrize(("ends", "found"), [
    ({"cost_from": "0,3", "cost_to": "0.3"}, ["Контейнерные площадки для частного сектора"]), ({"cost_from": "90"}, ["Парк у реки"]), ({"cost_from": "90,1"}, []),
])
def test_cost_is_asked_in_million_roubles(client, three, ends, found):
    assert titles(client.get(URL, ends)) == found


@pytest.mark.parametrize(("sort", "first"), [
    ("cost", "Контейнерные площадки для частного сектора"), ("title", "Контейнерные площадки для частного сектора"), ("newest", "Парк у реки"),
    ("evil", "Парк у реки"), ("", "Парк у реки"),
])
def test_sort(client, three, sort, first):
    assert titles(client.get(URL, {"sort": sort}))[0] == first


@pytest.mark.parametrize("state", [
    "sector=NONE&region=%00&group=../..&kind[]=x&kind=%27%20OR%201=1&year=99999&year=x", "page=-1", "page=abc", "page=1e9", "cost_from=NaN&cost_to=Infinity",
    "cost_from=-5", "cost_to=1e999", "q=%00", "sort=%F0%9F%98%80", "literal=1", "filter__gt=1&__class__=x&_connector=OR", "q=%C3%28", "page=", "sector=",
    "&".join(f"x{n}=1" for n in range(500)), "&".join("sector=TRN" for _ in range(300)), "pop_from=1&pop_to=1000000&months_from=1&months_to=24&year_from=2020",
])
def test_unknown_and_malformed_parameters_are_dropped(client, three, state):
    response = client.get(f"{URL}?{state}")
    assert (response.status_code, response.context["page"].total in (1, 3)) == (200, True)


@pytest.mark.parametrize("text", ["жкх", "ржд", "зкх", "zhkh", ";r[", "", " ", "как", "(((", "«", "-", "-мусор", "а" * 1000, "слово " * 166, "\u0301" * 900, "му\x00сор"])
def test_edge_queries_are_answered_politely(client, three, text):
    assert client.get(URL, {"q": text}).status_code == 200


def test_over_1000_characters_is_a_clear_400(client, three):
    response = client.get(URL, {"q": "а" * 1001})
    assert (response.status_code, "Запрос слишком длинный" in response.content.decode()) == (400, True)


def test_long_letter_is_cut_with_a_notice(client, three):
    assert "до шестнадцати слов" in client.get(URL, {"q": "мусор у дороги и парк " * 20}).content.decode()


def test_misspelt_word_is_read_and_the_literal_search_is_offered(client, three):
    text = client.get(URL, {"q": "контейнерные плащадки"}).content.decode()
    assert "<b>контейнерные площадки</b>" in text
    assert "literal=1" in text
    assert not client.get(URL, {"q": "плащадки", "literal": "1"}).context["page"].total


def test_nothing_found_says_what_was_understood_and_which_filter_to_drop(client, three):
    response = client.get(URL, {"q": "парк паромоная", "sector": "TRN", "region": "perm"})
    assert response.context["words"] == {"known": ["парк"], "unknown": ["паромоная"]}
    assert [(link.label, link.count) for link in response.context["fewer"]] == [("Транспорт", 1), ("", 1)]
    assert "Ничего не нашлось" in response.content.decode()


def test_empty_catalogue_is_polite(client):
    assert "Пока не опубликовано ни одной практики" in client.get(URL).content.decode()


def test_rule_changed_by_an_editor_works_at_once(client, three):
    assert titles(client.get(URL, {"q": "сквер"})) == []
    rule = SynonymRule.objects.create(term="сквер", synonyms=["парк"])
    assert titles(client.get(URL, {"q": "сквер"})) == ["Парк у реки"]
    rule.is_active = False
    rule.save()
    assert titles(client.get(URL, {"q": "сквер"})) == []


def test_withdrawn_practice_that_the_index_still_holds_is_hidden(client, three):
    withdraw_practice(three[2], someone(Role.CONTENT_EDITOR), timezone.now())
    assert three[2].pk in engine().ids()
    response = client.get(URL, {"q": "парк"})
    assert (titles(response), "Парк у реки" in response.content.decode()) == ([], False)


def test_draft_of_a_live_practice_shows_nowhere(client, three):
    three[2].problem = "Ещё не опубликованные слова"
    three[2].save_revision()
    assert "неопубликован" not in client.get(URL, {"q": "парк"}).content.decode().replace(" ", "")


def test_plain_catalogue_may_be_indexed_and_a_filtered_one_may_not(client, three):
    plain, filtered = client.get(URL).content.decode(), client.get(URL, {"page": "1", "region": "perm", "sector": "WST"}).content.decode()
    assert ('rel="canonical" href="http://testserver/practices/"' in plain, "noindex" in plain) == (True, False)
    assert ('rel="canonical" href="http://testserver/practices/?sector=WST&amp;region=perm"' in filtered, "noindex" in filtered) == (True, True)


def test_pages_join_and_the_last_one_is_shown_for_any_further(client, three):
    for number in range(9):
        practices.live(title=f"Запас {number}")
    drain_all()
    first, second, beyond = (client.get(URL, {"page": page}) for page in (1, 2, 99))
    assert (len(titles(first)), titles(second), titles(beyond)) == (10, titles(beyond), titles(second))
    assert len({*titles(first), *titles(second)}) == 12
    assert [link.label for link in first.context["pager"]] == ["1", "2"]


def test_page_past_the_window_asks_for_a_narrower_query(client, three):
    assert "Уточните запрос" in client.get(URL, {"page": 1001}).content.decode()
    assert "Уточните запрос" not in client.get(URL, {"page": 1000}).content.decode()


@pytest.mark.parametrize("state", [{}, {"q": "маршрут автобуса"}, {"sector": "TRN"}, {"q": "сектор площадка", "region": ["perm", "tula"], "kind": ["service", "process"]}])
def test_sql_count_is_constant(client, django_assert_max_num_queries, django_assert_num_queries, three, state):
    client.get(URL, state)  # labels are read once
    expected = 5 if state.get("q") else 4
    with django_assert_num_queries(expected):
        client.get(URL, state)
    for number in range(7):
        practices.live(title=f"Маршрут автобуса {number}", sector_id=sector("TRN").pk, places=(PlaceFields(three[0].places.first().municipality_id),))
    drain_all()
    with django_assert_num_queries(expected):
        client.get(URL, state)


def test_english_screen_has_english_names(client, three):
    text = client.get(f"/en{URL}", {"sector": "WST"}).content.decode()
    assert "Waste and cleaning" in text and 'lang="ru"' in text


def test_post_is_refused(client):
    assert client.post(URL).status_code == 405


def test_screen_says_where_all_words_stand_and_carries_the_search_to_the_choice(client, three):
    response = client.get(URL, {"q": "парк мусор", "sort": "share"})
    text = response.content.decode()
    assert "Всех слов сразу нет ни в одной практике" in text
    assert [link.url for link in response.context["sorts"]] == ["relevance", "newest", "cost", "share", "title"]
    form = text[text.index('id="selection"'):]
    assert ('<input type="hidden" name="q" value="парк мусор">' in form, f'name="n" value="{three[2].number}" form="selection"' in text) == (True, True)
