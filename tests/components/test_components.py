"""Components in the states that matter: missing, zero, plan, long, without JavaScript."""
from decimal import Decimal

import pytest
from django.template import engines

from components.paging import paged


def drawn(source, **context):
    """The component as a page would write it, spaces folded."""
    from django_cotton.compiler_regex import CottonCompiler

    template = engines["django"].from_string(CottonCompiler().process("{% load cotton typo charts %}" + source))
    return " ".join(template.render(context).split())


def test_figure_before_and_after():
    page = drawn('<c-figure :before="a" :after="b" unit="дней" />', a=Decimal("94.000"), b=Decimal("31.000"))
    assert ('<span class="fig-a"><span class="num">94</span></span>' in page, '<b class="fig-b"><span class="num">31</span></b>' in page) == (True, True)


def test_figure_without_a_base_has_no_arrow():
    page = drawn('<c-figure :before="a" :after="b" unit="" />', a=None, b=5)
    assert ("arrow" in page, "fig-a" in page, "fig-b" in page) == (False, False, True)


def test_figure_zero_is_a_number():
    page = drawn('<c-figure :before="a" :after="b" unit="" />', a=12, b=0)
    assert '<b class="fig-b"><span class="num">0</span></b>' in page


def test_figure_of_a_plan_never_looks_like_a_result():
    page = drawn('<c-figure :before="a" :after="b" unit="" plan="1" />', a=12, b=3)
    assert ("fig-plan" in page, "fig-b" in page, "план" in page) == (True, False, True)


@pytest.mark.parametrize(("before", "after", "there"), [(94, 31, True), (None, 31, False), (94, None, False), (0, 0, False), (12, 0, True)])
def test_pair_only_where_both_are_known(before, after, there):
    assert ("<svg" in drawn('<c-pair :before="a" :after="b" />', a=before, b=after)) is there


def test_bars_without_a_base_say_why():
    page = drawn('<c-bars :before="a" :target="b" :actual="c" />', a=None, b=30, c=31)
    assert ("<svg" in page, "Значение до изменений не указано" in page) == (False, True)


def test_bars_not_measured_yet_have_no_second_bar():
    page = drawn('<c-bars :before="a" :target="b" :actual="c" />', a=94, b=30, c=None)
    assert ("f-now" in page, page.count('class="tgt"'), "ещё нет" in page) == (False, 2, True)


def test_field_keeps_its_order_and_escapes():
    page = drawn('<c-field id="f" :label="label" hint="Пример" :errors="errors"><input id="f"></c-field>', label="<Имя>", errors=["Заполните"])
    places = [page.index(part) for part in ("&lt;Имя&gt;", "Пример", "Заполните", '<input id="f">')]
    assert places == sorted(places)


def test_button_that_may_not_be_pressed_has_its_reason_beside_it():
    page = drawn('<c-button id="b" reason="Сначала исправьте строки">Записать</c-button>')
    assert (' disabled aria-describedby="b-why"' in page, 'id="b-why">Сначала исправьте строки' in page) == (True, True)


def test_chip_zero_is_shown_and_none_is_not():
    assert ['<span class="cnt">0</span>' in drawn('<c-chip href="/" :count="n">ЖКХ</c-chip>', n=number) for number in (0, None)] == [True, False]


def test_chip_without_count_shows_no_word():
    assert drawn('<c-chip href="/">ЖКХ</c-chip>') == '<a class="chip" href="/">ЖКХ</a>'


def test_combobox_without_javascript_is_a_plain_field():
    page = drawn('<c-combobox id="m" label="Муниципалитет" value="Арзамас" lookup="/x/" hint="Название" />')
    assert ('role="combobox"' in page, 'name="q"' in page, 'value="Арзамас"' in page, 'aria-describedby="m-hint"' in page) == (False, True, True, True)


def test_pager_of_one_page_is_not_there():
    assert drawn('<c-pager :pages="pages" />', pages=paged(range(5), "1", 10, str)) == ""


def test_pager_current_page_is_no_link():
    page = drawn('<c-pager :pages="pages" />', pages=paged(range(25), "2", 10, lambda number: f"?page={number}"))
    assert ('<span aria-current="page">2</span>' in page, 'rel="prev"' in page, 'rel="next"' in page, "11–20" in page) == (True, True, True, True)


@pytest.mark.parametrize(("total", "there"), [(0, False), (157, True)])
def test_progress_unknown_total_has_no_value(total, there):
    assert ('value="' in drawn('<c-progress label="Записываем" :done="done" :total="total" />', done=0, total=total)) is there


def test_living_page_only_in_debug_mode(client, db, settings):
    assert client.get("/components/").status_code == 404
    settings.DEBUG = True
    page = client.get("/components/")
    assert (page.status_code, page.text.count("<h1")) == (200, 1)
