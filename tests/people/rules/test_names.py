"""Folded names."""
import pytest

from people.rules.names import fold, squeeze


@pytest.mark.parametrize(("text", "folded"), [
    ("Соловьёв-Седой", "соловьев седой"), ("  ПЁТР  ", "петр"), ("И.", "и"), ("Мюллер/Müller", "мюллер müller"), ("д’Артуа", "дартуа"),
    ("Кожи\u0306н", "кожин".replace("и", "й")), ("—", ""), ("", ""),
])
def test_fold_gives_one_spelling(text, folded):
    assert fold(text) == folded


def test_squeeze_keeps_the_spelling_and_drops_spaces():
    assert squeeze("  Соловьёв \t Седой ") == "Соловьёв Седой"
