"""What every engine must do; each engine of the list runs the whole of it."""
from __future__ import annotations

import pytest

from search.engines.base import Engine
from search.query import CatalogueQuery, parse
from search.schema import FACETS
from search.synonyms import Rule, SynonymTable
from tests.search.documents import CARDS, document

TABLE = SynonymTable([Rule("тко", ("тбо", "твёрдые коммунальные отходы"))])


@pytest.fixture
def engine(fresh) -> Engine:
    """The same with the cards."""
    fresh.rebuild(lambda: [CARDS[:3], CARDS[3:]])
    return fresh


def find(engine: Engine, text: str = "", **state):
    query = CatalogueQuery(text=text, **state)
    return engine.search(query, parse(text, TABLE), FACETS)


def test_a_form_finds_all_forms(engine):
    assert set(find(engine, "мусоры").ids) == {1, 2}


def test_all_words_come_first_and_any_word_after(engine):
    page = find(engine, "вывоз мусора частный сектор")
    assert (page.ids[0], set(page.ids), page.complete) == (1, {1, 2, 3}, 1)


def test_synonyms_find_each_other_and_a_part_of_a_term_only_itself(engine):
    assert find(engine, "тбо").ids == (5,)
    assert find(engine, "отходы").ids == (5,)


def test_phrase_in_quotes_must_be_there(engine):
    assert find(engine, "«сбор и новый» мусора").ids == (1,)
    assert find(engine, "«новый сбор»").ids == ()


def test_excluded_word_is_absent(engine):
    assert find(engine, "мусор -двор").ids == (1,)
    assert set(find(engine, "-мусор").ids) == {3, 4, 5}


def test_without_words_the_newest_come_first(engine):
    page = find(engine)
    assert (page.ids, page.total, page.documents) == ((5, 4, 3, 2, 1), 5, 5)


@pytest.mark.parametrize(("sort", "ids"), [("newest", (5, 4, 3, 2, 1)), ("cost", (5, 2, 1, 4, 3)), ("title", (1, 2, 3, 4, 5))])
def test_sort(engine, sort, ids):
    assert find(engine, sort=sort).ids == ids


def test_pages_join_without_gap_or_double(engine):
    assert [find(engine, page=page, size=2).ids for page in (1, 2, 3, 4)] == [(5, 4), (3, 2), (1,), ()]


def test_facet_is_or_inside_and_and_across(engine):
    assert set(find(engine, facets={"sector": ("WST", "TRN")}).ids) == {1, 3, 5}
    assert set(find(engine, facets={"sector": ("WST", "TRN"), "year": ("2024",)}).ids) == {3, 5}


def test_facet_is_counted_without_its_own_choice(engine):
    page = find(engine, facets={"sector": ("WST",), "year": ("2024",)})
    assert page.facets["sector"] == {"IMP": 1, "IMP.yard": 1, "TRN": 1, "TRN.bus": 1, "WST": 1, "WST.reg": 1}
    assert page.facets["year"] == {"2023": 1, "2024": 1}
    assert page.facets["region"] == {"perm": 1}


def test_facets_count_the_words_too(engine):
    assert find(engine, "мусор").facets["year"] == {"2023": 1, "2024": 1}


@pytest.mark.parametrize(("ends", "ids"), [
    ((500, 12_000), {1, 2}), ((501, None), {1, 4}), ((None, 0), {5}), ((0, 500), {2, 5}), ((90_001, None), set()),
])
def test_range_includes_its_ends_and_leaves_out_the_unknown(engine, ends, ids):
    assert set(find(engine, ranges={"cost": ends}).ids) == ids


def test_known_words_are_told_from_unknown_ones(engine):
    assert find(engine, "мусор паромоная").known == (True, False)


def test_count_equals_the_total_of_the_search(engine):
    query = CatalogueQuery(facets={"region": ("tula",)})
    assert engine.count(query, parse("мусор")) == 2


def test_terms_have_their_document_counts(engine):
    assert (engine.terms("мусор"), engine.counts(["мусора", "мусоры"])) == (["мусора"], {"мусора": 2, "мусоры": 0})
    assert engine.frequency("дворы", "двор") == 1


def test_words_of_dropped_documents_are_counted_no_more(engine):
    ids = sorted(engine.ids())
    with engine.batch() as batch:
        batch.drop(ids[1:], 99)
    assert {form: number for form, number in engine.counts(engine.terms("")).items() if number > 1} == {}
    with engine.batch() as batch:
        batch.drop(ids, 99)
    assert set(engine.counts(["мусора"]).values()) == {0}


def test_put_replaces_and_drop_removes(engine):
    with engine.batch() as batch:
        batch.put([document(1, "Котельная", version=7)])
        batch.drop([2, 404], version=7)
    assert (set(find(engine).ids), find(engine, "мусор").ids, engine.ids()[1]) == ({1, 3, 4, 5}, (), 7)


def test_the_same_put_twice_doubles_nothing(engine):
    for _ in range(2):
        with engine.batch() as batch:
            batch.put(CARDS)
    assert find(engine).total == 5


def test_failed_batch_changes_nothing(engine):
    with pytest.raises(RuntimeError), engine.batch() as batch:
        batch.drop([1], version=2)
        raise RuntimeError
    assert find(engine).total == 5


def test_rebuild_replaces_everything_and_changes_the_generation(engine):
    before = engine.generation()
    assert engine.rebuild(lambda: [[document(9, "Новое")]]) == 1
    assert (find(engine).ids, engine.generation() != before) == ((9,), True)


def test_failed_rebuild_keeps_the_old_index(engine):
    def broken():
        yield [document(9, "Новое")]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(broken)
    assert (find(engine).total, engine.health().ok) == (5, True)


def test_health_counts_documents_and_finds_no_orphans(engine):
    for n in range(12):
        with engine.batch() as batch:
            batch.put([document(n + 1, f"Карточка {n}")])
    health = engine.health()
    assert (health.ok, health.documents, health.bytes_orphaned) == (True, 12, 0)


def test_without_an_index_nothing_is_found_and_nothing_breaks(fresh):
    empty = fresh
    page = find(empty, "мусор")
    assert (page.ids, page.total, page.known, empty.ids(), empty.is_empty(), empty.health().ok) == ((), 0, (False,), {}, True, False)
    assert (empty.terms("м"), empty.frequency("мусор", "мусор"), empty.count(CatalogueQuery(), parse(""))) == ([], 0, 0)


def test_first_batch_makes_the_index(fresh):
    with fresh.batch() as batch:
        batch.put(CARDS)
    assert find(fresh).total == 5


def test_among_some_only_those_are_found_ranked_and_counted(engine):
    whole, page = find(engine, "вывоз мусора"), find(engine, "вывоз мусора", among=(2, 3, 4))
    assert page.ids == tuple(pk for pk in whole.ids if pk in (2, 3, 4))
    assert (page.total, page.complete) == (2, 0)
    query = CatalogueQuery(text="мусор", among=(2, 4, 5), facets={"region": ("tula",)})
    assert (engine.search(query, parse("мусор", TABLE), ("region",)).ids, engine.count(query, parse("мусор", TABLE))) == ((2,), 1)
    assert find(engine, among=(1, 5)).facets["region"] == {"tula": 1, "perm": 1}
    assert find(engine, "вывоз -мусор", among=(1, 3)).ids == (3,)
    assert set(find(engine, among=tuple(range(1, 1001))).ids) == {1, 2, 3, 4, 5}
