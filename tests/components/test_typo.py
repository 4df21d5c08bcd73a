"""Typography filters: spaces, numbers, money, residents; nothing that was given comes out as HTML."""
from decimal import Decimal

import pytest
from django.utils.translation import override

from components.templatetags.typo import krub, num, paragraphs, people, typo

THIN, NBSP, JOINER = "\u2009", "\u00a0", "\u2060"


@pytest.mark.parametrize(("given", "wanted"), [
    ("в доме", f"в{NBSP}доме"), ("и в доме", f"и{NBSP}в{NBSP}доме"), ("срок — год", f"срок{NBSP}— год"),
    ("1 240 актов", f"1{THIN}{JOINER}240 актов"), ("12 345 678", f"12{THIN}{JOINER}345{THIN}{JOINER}678"), ("20–100 тыс.", f"20–{JOINER}100{NBSP}тыс."), ("5 тыс. руб.", f"5{NBSP}тыс. руб."),
    ("<b>ё</b>", "&lt;b&gt;ё&lt;/b&gt;"), (None, ""), ("", ""),
])
def test_typo_text_gets_its_spaces_and_is_escaped(given, wanted):
    assert typo(given) == wanted


def test_paragraphs_blank_line_separates_and_escapes():
    assert paragraphs("один\n\nдва <i>") == "<p>один</p><p>два &lt;i&gt;</p>"


@pytest.mark.parametrize(("given", "wanted"), [
    (1240, f"1{THIN}240"), (Decimal("3.400"), "3,4"), (-5, "−5"), (0, "0"), (Decimal("0.984"), "0,984"), (94, "94"),
])
def test_num_number_is_written_the_russian_way(given, wanted):
    assert num(given) == f'<span class="num">{wanted}</span>'


def test_num_missing_is_nothing_and_not_zero():
    assert (num(None), num(""), krub(None), people(None)) == ("", "", "", "")


def test_num_english_has_a_point():
    with override("en"):
        assert num(Decimal("3.4")) == '<span class="num">3.4</span>'


@pytest.mark.parametrize(("given", "wanted"), [
    (999, "999 тыс. ₽"), (1000, "1 млн ₽"), (3420, "3,4 млн ₽"), (999_949, "999,9 млн ₽"), (1_000_000, "1 млрд ₽"), (Decimal("0.5"), "0,5 тыс. ₽"), (0, "0 тыс. ₽"),
])
def test_krub_sum_takes_its_unit(given, wanted):
    assert krub(given) == f'<span class="num">{wanted.replace(" ", NBSP)}</span>'


@pytest.mark.parametrize(("given", "wanted"), [
    (1, "1 житель"), (2, "2 жителя"), (999, "999 жителей"), (1000, "1 тыс. жителей"), (9949, "9,9 тыс. жителей"), (225_251, "225 тыс. жителей"),
    (999_499, "999 тыс. жителей"), (1_249_861, "1,25 млн жителей"),
])
def test_people_number_is_rounded_for_reading(given, wanted):
    assert people(given) == f'<span class="num">{wanted.replace(" ", NBSP)}</span>'
