"""The comparison: same rows, missing is said, unlike units get no bars, a wrong number of choices loses nothing."""
from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.roles import Role
from ops.outbox import drain_all
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import BudgetFields, PlaceFields
from portfolio.queries import practice_pages
from search.compare import Cell, marked, shortened, table
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector
from tests.factories.territories import MunicipalityFactory
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
URL = "/practices/compare/"


@pytest.fixture(autouse=True)
def russian():
    """Another test's English page leaves its language behind."""
    with override("ru"):
        yield


@pytest.fixture
def five():
    """Two with the same unit, one with another, one without a budget, one more."""
    days, other = practices.READY.indicators[0], replace(practices.READY.indicators[0], unit="шт.", name="Подписи", baseline=Decimal(11), actual=None)
    rows = []
    for number, (indicator, budget) in enumerate([(days, practices.READY.budget), (days, ()), (other, practices.READY.budget), (days, (BudgetFields("grant", Decimal(300), 2024),)), (days, ())]):
        town = MunicipalityFactory(name=f"Город {number}", population=None if number == 1 else 50_000 * (number + 1), group="BIG")
        rows.append(practices.live(title=f"Практика {number}", sector_id=sector("TRN").pk, places=(PlaceFields(town.pk),), indicators=(indicator,), budget=budget, stage="implementing" if indicator is other else "verified"))
    drain_all()
    return rows


def ask(client, *numbers, **more) -> str:
    answer = client.get(URL, {"n": [str(number) for number in numbers], **more})
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ").replace("\u2009", " ")


def row(pages, label: str):
    return next(one for section in table(pages) for one in section.rows if one.label == label)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_two_to_four_stand_side_by_side_at_three_queries(client, five, count, django_assert_num_queries):
    ask(client, *(one.number for one in five[:count]))
    with django_assert_num_queries(3):
        page = ask(client, *(one.number for one in five[:count]))
    assert (page.count("columnheader") - 1, page.count('class="rm"')) == (count, count)
    assert ('id="add"' in page) is (count < 4)


@pytest.mark.parametrize(("count", "said"), [(0, "Выбрано: 0."), (1, "Выбрано: 1."), (5, "не больше 4")])
def test_other_numbers_are_a_choice_that_loses_nothing(client, five, count, said):
    page = ask(client, *(one.number for one in five[:count]))
    assert (said in page, page.count(" checked> <span")) == (True, count)


def test_missing_is_said_and_never_zero(five):
    pages = practice_pages([five[0].number, five[1].number])
    assert [cell.text for cell in row(pages, "Стоимость, млн ₽").cells] == ["3,42", ""]
    assert [cell.text for cell in row(pages, "На жителя, ₽").cells] == ["68,4", ""]
    assert [(cell.text, cell.now) for cell in row(pages, "Жители").cells] == [("50\u2009000", "100.0%"), ("", "")]


def test_missing_is_shown_as_no_data(client, five):
    assert ask(client, five[0].number, five[1].number).count('<td role="cell" data-l="Город 1') > 5
    assert '<span class="nm">нет данных</span>' in ask(client, five[0].number, five[1].number)


def test_equal_units_get_bars_and_unlike_ones_none(five):
    same, unlike = practice_pages([five[0].number, five[3].number]), practice_pages([five[0].number, five[2].number])
    assert [(cell.text, cell.was, cell.now) for cell in row(same, "Было, цель, стало").cells] == [("94 → 31, цель 30", "100.0%", "33.0%")] * 2
    assert [(cell.text, cell.was, cell.now) for cell in row(unlike, "Было, цель, стало").cells] == [
        ("94 → 31 рабочих дней, цель 30", "", ""), ("11 шт. → не измеряли, цель 30", "", ""),
    ]
    assert [cell.text.replace("\xa0", " ") for cell in row(unlike, "Путь к цели").cells] == ["98 %", ""]


@pytest.mark.parametrize(("texts", "odd"), [
    (("а", "а", "б"), (False, False, True)), (("а", "б"), (True, True)), (("а", "а"), (False, False)), (("а", "б", "в"), (False, False, False)),
    (("а", "", "а"), (False, False, False)), (("", "", "а"), (False, False, False)), (("а", "а", "б", "б"), (False,) * 4),
])
def test_odd_one_out_is_marked(texts, odd):
    assert tuple(cell.differs for cell in marked([Cell(text) for text in texts])) == odd


def test_what_is_not_published_is_counted_and_left_out(client, five):
    withdraw_practice(five[1], someone(Role.CONTENT_EDITOR), timezone.now())
    page = ask(client, five[0].number, five[1].number, five[2].number, 987_654)
    assert ("2 выбранные практики больше не опубликованы" in page, page.count('class="rm"')) == (True, 2)


def test_more_are_found_by_words_and_by_number_with_the_choice_kept(client, five):
    by_words, by_number = ask(client, five[0].number, add="практика"), ask(client, five[0].number, five[1].number, add=str(five[2].number))
    assert (by_words.count(" checked> <span"), by_words.count('type="checkbox"')) == (1, 5)
    assert (by_number.count(" checked> <span"), f'value="{five[2].number}"> <span>Практика 2' in by_number) == (2, True)
    assert "Ничего не нашлось" in ask(client, add="ъъъъъъъ")


@pytest.mark.parametrize("query", ["n=x&n=-1&n=９", "n=1e9", "n=" + "9" * 400, "n=1&n=1&n=1", "add=%00%5B(((", "&".join(f"n={n}" for n in range(500))])
def test_hostile_addresses_are_answered(client, query):
    assert client.get(f"{URL}?{query}").status_code == 200


def test_place_of_the_reader_says_what_is_alike(client, five):
    client.cookies["place"] = str(five[0].places.first().municipality_id)
    page = ask(client, five[0].number, five[2].number)
    assert "Чем похоже: Город 0" in page and "ваш муниципалитет" in page and "крупный городской округ" in page


def test_long_text_is_cut_at_a_sentence_or_a_word():
    assert (shortened("а " * 64), len(shortened("слово " * 40)) <= 131, shortened("Начало текста. " * 20).endswith("текста.")) == (("а " * 64).strip(), True, True)


def test_comparison_is_in_english_too(client, five):
    assert "Comparison of 2 practices" in client.get(f"/en{URL}", {"n": [five[0].number, five[1].number]}).content.decode()
