"""Tokens, stems, marks; the mirror of what the engine does."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FUNCTION_WORDS, Marker, clean, forms, indexable, stem, tokens
from search.engines.embedded import analyser

SAMPLE = (
    "Зелёный учёт: 44-ФЗ и 44ФЗ, жилищно-коммунальный, Санкт-Петербург. Сократили с 3,4 до 2.5 млн ₽; «мусорный» бак №7. "
    "Heating networks repairs and projects. Ёлки, ёмкость, подъезд, объём, ДОУ, COVID19, а́ктов, сочета\u00adние."
)


def engine_words(text: str, *stemmers: str) -> list[str]:
    return analyser(*stemmers).analyze(indexable(text))


def test_forms_equal_those_of_the_engine():
    assert forms(SAMPLE) == engine_words(SAMPLE)


def test_stems_equal_those_of_the_engine():
    assert [token.stem for token in tokens(clean(SAMPLE))] == engine_words(SAMPLE, "english", "russian")


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd", "Po", "Zs", "Pd"]), max_size=200))
def test_words_of_russian_letters_equal_those_of_the_engine(text):
    text = "".join(letter for letter in text if letter.isascii() or "а" <= letter.lower() <= "я" or letter in "ёЁ«»—№")
    assert forms(text) == engine_words(text)


@pytest.mark.parametrize(("one", "other"), [
    ("мусор", "мусора"), ("дорога", "дорог"), ("мэр", "мэра"), ("зелёный", "зеленая"), ("учёт", "учета"), ("котельная", "котельные"),
    ("благоустроенный", "благоустроенная"), ("проекты", "проектами"), ("networks", "network"),
])
def test_stem_of_two_forms_is_one(one, other):
    assert stem(forms(one)[0]) == stem(forms(other)[0])


def test_a_figure_stands_apart_from_letters_however_it_is_typed():
    assert forms("44-ФЗ") == forms("44 фз") == forms("44ФЗ") == ["44", "фз"]
    assert forms("3,4 млн") == ["3,4", "млн"]


def test_clean_drops_what_is_invisible_and_keeps_what_is_read():
    assert clean("бла\u0301го\u00adуст\u200bройство\x00 и й") == "благоустройство  и й"


def test_function_words_are_in_their_plain_form():
    assert {word for word in FUNCTION_WORDS if forms(word) != [word]} == set()


def marker(*runs: str) -> Marker:
    return Marker([(tuple(token.stem for token in tokens(run)), number) for number, run in enumerate(runs)])


def test_highlight_escapes_and_marks():
    assert marker("вывоз мусора", "двор").highlight("<b>Вывоз мусора</b> & дворы") == "&lt;b&gt;<mark>Вывоз мусора</mark>&lt;/b&gt; &amp; <mark>дворы</mark>"


def test_highlight_marks_the_longest_run():
    assert marker("отход", "твердые коммунальные отходы").highlight("твёрдых коммунальных отходов, отходы") == (
        "<mark>твёрдых коммунальных отходов</mark>, <mark>отходы</mark>"
    )


def test_highlight_without_words_is_the_escaped_text():
    assert marker("двор").highlight("a<b") == "a&lt;b"


def test_passage_prefers_the_window_with_most_words_of_the_query():
    filler = "Ничего не было сделано раньше. " * 20
    text = f"Срок. {filler}Договорились: срок согласования маршрута сократили втрое. {filler}"
    passage = marker("срок", "согласование", "маршрут").passage(["Маршрут.", text])
    assert "<mark>срок</mark> <mark>согласования</mark> <mark>маршрута</mark>" in passage
    assert passage.startswith("…Договорились") and passage.endswith("…") and len(passage) < 330


def test_passage_of_a_short_text_has_no_dots():
    assert marker("двор").passage(["Наш двор."]) == "Наш <mark>двор</mark>."


def test_passage_without_a_hit_is_empty():
    assert marker("двор").passage(["Набережная", ""]) == ""


def test_marks_survive_hostile_text():
    text = json.loads('"' + "\\u0301" * 500 + '"') + "<" * 500 + "двор"
    assert marker("двор").passage([text]).endswith("<mark>двор</mark>")
