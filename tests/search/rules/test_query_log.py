"""What is kept of a query and when it may be seen: golden values, and every limit under, at and over."""
import pytest

from search.rules.query_log import DIGITS, LONGEST, SHOWN_FROM, kept_words, may_be_shown


@pytest.mark.parametrize(("text", "words"), [
    ("Вывоз  МУСОРА", "вывоз мусора"), ("ёлка", "елка"), ("«чистая вода»", "чистая вода"), ("44-ФЗ", "44 фз"), ("44фз", "44 фз"), ("парк!", "парк"),
    ("=HYPERLINK(1)", "hyperlink 1"), ("-парк", "парк"), ("heating networks", "heating networks"), ("", ""), ("???", ""), ("2024", ""), ("  ", ""),
])
def test_words_are_kept_in_one_form(text, words):
    assert kept_words(text) == words


@pytest.mark.parametrize("text", [
    "почта ivan@example.org", "ivan＠example.org", "ivan﹫example.org", "ivan%40example.org", "@ivan", "иван @ почта",
    "звоните 89161234567", "+7 (916) 123-45-67", "8 916 123 45 67", "8-9-1-6-1", "паспорт 45 01 123456", "снилс 112-233-445 95", "инн 7 7 0 7 0",
    "телефон ٠١٢٣٤", "телефон １２３４５", "телефон ①②③④⑤", "дом 1 кв 2 эт 3 подъезд 4 код 5", "а1б2в3г4д5", "2023 2024 годы", "1\u200b2\u200b3\u200b4\u200b5 дом",
])
def test_nothing_is_kept_of_addresses_and_numbers(text):
    assert kept_words(text) == ""


@pytest.mark.parametrize(("digits", "kept"), [(DIGITS - 1, True), (DIGITS, False), (DIGITS + 1, False)])
def test_digits_limit(digits, kept):
    assert [bool(kept_words("дом " + mark.join("7" * digits))) for mark in ("", " ", "-", ".", " (", "\u00a0")] == [kept] * 6


@pytest.mark.parametrize(("length", "kept"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_length_limit(length, kept):
    assert bool(kept_words("я" * length)) == kept


def test_text_that_grows_when_it_is_written_plainly_is_measured_afterwards():
    assert (kept_words("\ufdfa" * 50), kept_words("İ" * 100)) == ("", "")


@pytest.mark.parametrize(("days", "shown"), [(SHOWN_FROM - 1, False), (SHOWN_FROM, True), (SHOWN_FROM + 1, True)])
def test_shown_from_three_days(days, shown):
    assert may_be_shown(days) == shown
