"""Citations: the exact lines, and texts that would break TeX."""
from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portfolio.rules.citation import Citation, bibtex, gost, tex

ONE = Citation("Маршрут автобуса.", "Дзержинск", "SM-2024-0034", 2, date(2025, 3, 3), "https://school.example/practices/34-marshrut/v2/")


def test_gost_names_place_version_day_and_address():
    assert gost(ONE) == (
        "Дзержинск. Маршрут автобуса : практика SM-2024-0034, версия 2 от 03.03.2025. — Текст : электронный // Школа мэров : [сайт]. — "
        "URL: https://school.example/practices/34-marshrut/v2/."
    )


def test_gost_without_a_place_begins_with_the_title():
    assert gost(replace(ONE, place="")).startswith("Маршрут автобуса : практика")


def test_bibtex_is_an_entry_of_its_own_key():
    assert bibtex(ONE) == (
        "@misc{SM-2024-0034-v2,\n  title = {Маршрут автобуса},\n  author = {{Дзержинск}},\n  year = {2025},\n  howpublished = {Школа мэров},\n"
        "  note = {SM-2024-0034, версия 2 от 03.03.2025},\n  url = {https://school.example/practices/34-marshrut/v2/}\n}"
    )


def test_bibtex_without_a_place_has_no_author():
    assert "author" not in bibtex(replace(ONE, place=""))


@pytest.mark.parametrize(("typed", "kept"), [
    ("5 % & {x}", r"5 \% \& \{x\}"), ("a_b#c$d", r"a\_b\#c\$d"), ("\\input", r"\textbackslash{}input"), ("два\nстроки ", "два строки"), ("~^", r"\textasciitilde{}\textasciicircum{}"),
])
def test_signs_of_tex_are_escaped(typed, kept):
    assert tex(typed) == kept
