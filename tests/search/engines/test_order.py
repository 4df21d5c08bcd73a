"""What orders results beyond their words, on each engine: weight, near places, measured sorts, ties over pages; walks and bars."""
from __future__ import annotations

import pytest

from search.engines.base import EngineDown, bars
from search.engines.weights import COMPLETE, NEAR
from search.query import CatalogueQuery, parse
from tests.search.documents import document

SAME = "Вывоз мусора"


def ask(engine, text: str = "", **state):
    """The page of a query, without counts."""
    query = CatalogueQuery(text=text, **state)
    return engine.search(query, parse(text), ())


def walked(engine, text: str = "", **state) -> list[int]:
    """All keys of a query."""
    return list(engine.walk(CatalogueQuery(text=text, **state), parse(text)))


def test_weight_multiplies_the_score_of_the_words(fresh):
    fresh.rebuild(lambda: [[document(1, SAME, weight=80), document(2, SAME, weight=100), document(3, SAME), document(4, SAME, weight=95)]])
    page = ask(fresh, "мусор")
    assert page.ids == (2, 3, 4, 1)
    assert [score / page.scores[0] for score in page.scores] == pytest.approx([1, 1, 0.95, 0.8], abs=1e-5)


def test_an_old_practice_with_every_word_stays_above_a_new_one_with_some(fresh):
    fresh.rebuild(lambda: [[document(1, SAME, weight=80), document(2, "Мусор мусор мусор")]])
    assert ask(fresh, "вывоз мусора").ids == (1, 2)


def test_near_places_gain_by_step_and_an_absent_place_gains_nothing(fresh):
    places = {1: [], 2: ["30"], 3: ["20"], 4: ["10"], 5: ["99"]}
    fresh.rebuild(lambda: [[document(pk, SAME, municipality=place) for pk, place in places.items()]])
    page = ask(fresh, "мусор", near=(("10", "11"), ("20",), ("30",)))
    assert page.ids == (4, 3, 2, 1, 5)
    assert [score - page.scores[-1] for score in page.scores] == pytest.approx([*NEAR[:3], 0, 0], abs=1e-4)


def test_every_word_stays_above_near(fresh):
    fresh.rebuild(lambda: [[document(1, "Мусор", municipality=["10"]), document(2, "Отчёт", body="вывоз и мусор среди прочего")]])
    assert ask(fresh, "вывоз мусора", near=(("10",),)).ids == (2, 1)
    assert sum(NEAR) < COMPLETE


def test_without_words_near_places_come_by_step_then_the_newest(fresh):
    fresh.rebuild(lambda: [[document(pk, SAME, municipality=[str(pk % 4)]) for pk in range(1, 13)]])
    near = (("1",), (), ("2", "3"))
    ids = [9, 5, 1, 11, 10, 7, 6, 3, 2, 12, 8, 4]
    assert [pk for page in range(1, 5) for pk in ask(fresh, near=near, size=4, page=page).ids] == ids
    assert (ask(fresh, near=near).total, walked(fresh, near=near)) == (12, ids)
    assert ask(fresh, near=near, sort="newest", size=3).ids == (12, 11, 10)


@pytest.mark.parametrize("sort", ["share", "adoptions"])
def test_measured_sorts_put_the_most_first_and_end_in_the_key(fresh, sort):
    values = {1: 5, 2: 0, 3: 9, 4: 5}
    fresh.rebuild(lambda: [[document(pk, SAME, **{f"sort_{sort}": value << 31 | pk}) for pk, value in values.items()]])
    assert ask(fresh, sort=sort).ids == (3, 4, 1, 2)


def test_practices_besides_are_left_out_of_page_total_and_counts(fresh):
    fresh.rebuild(lambda: [[document(pk, SAME, kind=["service"]) for pk in (1, 2, 3)]])
    query = CatalogueQuery("мусор", besides=(2, 404))
    page = fresh.search(query, parse("мусор"), ("kind",))
    assert (page.ids, page.total, page.facets) == ((1, 3), 2, {"kind": {"service": 2}})
    assert fresh.count(query, parse("мусор")) == 2


@pytest.mark.parametrize("name", ["national", "evidence", "adopted", "municipality"])
def test_later_facets_filter(fresh, name):
    fresh.rebuild(lambda: [[document(1, SAME, **{name: ["a"]}), document(2, SAME, **{name: ["b"]}), document(3, SAME)]])
    assert ask(fresh, facets={name: ("b",)}).ids == (2,)


def test_words_of_attachments_are_found_and_weigh_least(fresh):
    fresh.rebuild(lambda: [[document(1, "Отчёт", attachments="смета на мусор"), document(2, "Отчёт", body="смета на мусор")]])
    assert ask(fresh, "смета").ids == (2, 1)


def test_sixty_equal_documents_join_over_six_pages_after_updates_too(fresh):
    fresh.rebuild(lambda: [[document(pk, SAME) for pk in range(1, 61)]])
    for first in (7, 31, 3):  # written again: they stand in later segments now
        with fresh.batch() as batch:
            batch.put([document(pk, SAME, version=first + 1) for pk in range(first, 61, 9)])
    pages = [ask(fresh, "мусор", page=page).ids for page in range(1, 8)]
    assert pages == [*(tuple(range(start, start + 10)) for start in range(1, 61, 10)), ()]
    assert walked(fresh, "мусор") == list(range(1, 61))


def test_ties_between_better_and_worse_results_keep_their_order(fresh):
    better, worse = [document(pk, "Мусор", "мусор мусор") for pk in (90, 91)], [document(pk, "Уборка мусора и семь иных дел города у реки") for pk in (80, 81)]
    fresh.rebuild(lambda: [worse + [document(pk, SAME) for pk in range(30, 0, -1)] + better])
    ids = [90, 91, *range(1, 31), 80, 81]
    assert [pk for page in range(1, 6) for pk in ask(fresh, "мусор", page=page, size=7).ids] == ids
    assert walked(fresh, "мусор") == ids


def test_walk_goes_past_the_window(fresh):
    number = 10_050
    fresh.rebuild(lambda: ([document(pk, "Бак") for pk in range(start, min(start + 2_000, number + 1))] for start in range(1, number + 1, 2_000)))
    assert walked(fresh) == list(range(number, 0, -1))
    assert walked(fresh, "бак") == list(range(1, number + 1))
    assert walked(fresh, "бак", besides=(1,), sort="title") == list(range(2, number + 1))


def test_walk_without_an_index_is_empty(fresh):
    assert (walked(fresh), walked(fresh, "мусор")) == ([], [])


def test_walk_that_is_left_in_the_middle_closes_what_it_opened(fresh):
    fresh.rebuild(lambda: [[document(pk, SAME) for pk in range(1, 4)]])
    keys = fresh.walk(CatalogueQuery(), parse(""))
    assert next(keys) == 3
    keys.close()
    client = getattr(fresh, "client", None)
    if client is not None:
        stats = client.indices.stats(index=fresh.reads, metric=["search"])["_all"]["total"]["search"]
        assert stats["open_contexts"] == 0


def test_spread_counts_between_edges_without_its_own_ends(fresh):
    costs = {1: 0, 2: 9, 3: 10, 4: 20, 5: 21, 6: None}
    fresh.rebuild(lambda: [[document(pk, SAME, cost=cost, year=["2024"], years=2024) for pk, cost in costs.items()]])
    tree = parse("мусор")
    assert fresh.spread(CatalogueQuery("мусор"), tree, "cost", (0, 10, 20)) == (2, 2)
    assert fresh.spread(CatalogueQuery("мусор", ranges={"cost": (20, None)}), tree, "cost", (0, 10, 20)) == (2, 2)
    assert fresh.spread(CatalogueQuery("мусор", ranges={"cost": (20, None)}), tree, "year", (2020, 2024)) == (2,)
    assert fresh.spread(CatalogueQuery("нет"), parse("нет"), "cost", (0, 10)) == (0,)


def test_spread_without_an_index_is_empty_bars(fresh):
    assert fresh.spread(CatalogueQuery(), parse(""), "cost", (0, 10, 20)) == (0, 0)


@pytest.mark.parametrize("edges", [(), (1,), (1, 1), (2, 1)])
def test_edges_must_grow(edges):
    with pytest.raises(ValueError, match="edges must grow"):
        bars(edges)


def test_values_of_a_number_by_key(fresh):
    fresh.rebuild(lambda: [[document(1, SAME, weight=85), document(2, SAME)]])
    assert fresh.values("weight") == {1: 85, 2: 100}


def test_walk_of_a_server_that_is_away_says_so():
    from search.engines.elastic import ElasticEngine

    with pytest.raises(EngineDown):
        next(ElasticEngine("http://127.0.0.1:9").walk(CatalogueQuery(), parse("")))
