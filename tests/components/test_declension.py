"""Units agree with their numbers."""
from decimal import Decimal

import pytest
from django.template import Context, Template

from components.declension import FORMS, counted, form_of


@pytest.mark.parametrize(("number", "unit", "wanted"), [
    (31, "рабочий день", "рабочий день"), (9, "рабочий день", "рабочих дней"), (3, "рабочий день", "рабочих дня"), (111, "рабочий день", "рабочих дней"),
    (Decimal("2.5"), "рабочий день", "рабочего дня"), (Decimal("47.000"), "рабочий день", "рабочих дней"), (12, "календарный день", "календарных дней"),
    (140, "минута", "минут"), (22, "минута", "минуты"), (Decimal("0.5"), "час", "часа"), (0, "случай в год", "случаев в год"), (94, "процент", "%"),
    (14, "жалоба в месяц", "жалоб в месяц"), (5420, "человек", "человек"), (2, "человек в год", "человека в год"), (5, "рабочее место", "рабочих мест"),
    (3, "сутки", "суток"), (7, "мастерская", "мастерских"), (4, "миллион рублей", "миллиона рублей"), (60, "километр в час", "километров в час"),
    (-2, "день", "дня"), (2, "год", "года"), (5, "год", "лет"),
    (5, "рабочих дней", "рабочих дней"), (5, "балл по шкале NPS", "баллов по шкале NPS"), (5, "% довольных", "% довольных"), (5, "km", "km"),
    (5, "зуммер", "зуммер"), (5, "", ""), (None, "день", "день"), (5, "среднее из проб день", "среднее из проб день"),
])
def test_counted_unit_takes_the_form_of_its_number(number, unit, wanted):
    assert counted(unit, number) == wanted


@pytest.mark.parametrize(("number", "form"), [(0, 2), (1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (14, 2), (21, 0), (25, 2), (101, 0), (112, 2), (1.5, 1)])
def test_form_of_number(number, form):
    assert form_of(number) == form


def test_nouns_are_named_once_with_both_forms():
    assert all(few and many for few, many in FORMS.values())


def test_filter_escapes_and_bears_what_is_missing():
    page = Template("{% load counting %}{{ unit|counted:number }}")
    shown = [page.render(Context({"unit": unit, "number": number})) for unit, number in [("<b>", 5), (None, 5), ("день", None), ("день", "x"), ("день", "5")]]
    assert shown == ["&lt;b&gt;", "", "день", "день", "дней"]
