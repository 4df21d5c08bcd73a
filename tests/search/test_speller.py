"""What the index's words say of a word it does not know."""
from __future__ import annotations

import pytest

from search.engines.embedded import EmbeddedEngine
from search.query import Correction, parse
from search.speller import IndexLexicon, other_layout, readings
from search.synonyms import Rule, SynonymTable
from tests.search.documents import document

TABLE = SynonymTable([Rule("жкх", ("жилищно-коммунальное хозяйство",)), Rule("кго", ("крупногабаритные отходы",))])


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory) -> IndexLexicon:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    engine.rebuild(lambda: [[
        document(1, "Модернизация котельных", "Сбор мусора, ремонт ЖКХ и дорог."), document(2, "Сбор вещей", "Площадка у дома; забор и собор."),
        document(3, "Несанкционированные свалки", "Сбор и ряд домов, пешеходы."),
    ]])
    return IndexLexicon(engine, TABLE.words)


@pytest.mark.parametrize(("typed", "shown"), [
    ("модернезация", "модернизация"), ("збор", "сбор"), ("плащадка", "площадка"), ("зкх", "жкх"), ("zhkh", "жкх"), (";r[", "жкх"),
    ("vecjh", "мусор"), ("vecjhf", "мусора"), ("забр", "забор"), ("ремнот", "ремонт"),
])
def test_unknown_word_is_read_as_a_known_one(lexicon, typed, shown):
    assert parse(typed, TABLE, lexicon).corrections == ((Correction(typed, shown),) if shown else ())


@pytest.mark.parametrize("typed", ["ржд", "мусор", "котельная", "кго", "сад", "2024", "аб", "щщщщщщ", "несанкц", "http", "дорога"])
def test_known_short_or_foreign_word_is_left_alone(lexicon, typed):
    assert parse(typed, TABLE, lexicon).corrections == ()


def test_corrected_abbreviation_brings_its_synonyms(lexicon):
    assert [v.text for v in parse("зкх", TABLE, lexicon).segments[0].variants] == ["зкх", "жкх", "жилищно-коммунальное хозяйство"]


def test_abbreviated_word_is_unfolded_to_words_of_the_index(lexicon):
    assert [v.text for v in parse("несанкц", TABLE, lexicon).segments[0].variants] == ["несанкц", "несанкционированные"]


def test_without_an_index_nothing_is_repaired(tmp_path):
    empty = IndexLexicon(EmbeddedEngine(tmp_path))
    assert parse("збор ;r[ zhkh нес", None, empty).corrections == ()


def test_layout_and_latin_readings():
    assert other_layout(";r[") == "жкх"
    assert "жкх" in readings("zhkh")
    assert readings("blagoustroystvo")[0] == "благоустройство"
