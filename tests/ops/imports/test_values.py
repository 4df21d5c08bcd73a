"""How a person's way of writing a value is read."""
from datetime import date, datetime
from decimal import Decimal

import pytest

from ops.imports.addresses import cell_address
from ops.imports.values import BadCell, Broken, Formula, as_text, fit_number, read_date, read_number, read_yes_no


@pytest.mark.parametrize(("index", "row", "address"), [(0, 1, "A1"), (2, 14, "C14"), (25, 2, "Z2"), (26, 2, "AA2"), (701, 9, "ZZ9"), (702, 9, "AAA9")])
def test_cell_address_counts_as_a_spreadsheet(index, row, address):
    assert cell_address(index, row) == address


@pytest.mark.parametrize(("value", "number"), [
    ("94", "94"), ("94,5", "94.5"), ("94.5", "94.5"), ("1 240,5", "1240.5"), ("1\u00a0240", "1240"), ("1\u202f240\u202f000", "1240000"), ("-3", "-3"),
    ("−3,25", "-3.25"), (Decimal("0.1"), "0.1"), (",5", "0.5"), ("0", "0"),
])
def test_read_number_takes_russian_writing(value, number):
    assert read_number(value) == Decimal(number)


@pytest.mark.parametrize(("value", "code"), [
    ("94 дня, стало 31", "many_numbers"), ("много", "not_number"), ("12 34", "many_numbers"), ("", "not_number"), (date(2024, 1, 1), "many_numbers"),
    (True, "not_number"), (Formula("=A1"), "formula"), (Broken("#REF!"), "broken"),
])
def test_read_number_refuses_what_is_no_number(value, code):
    with pytest.raises(BadCell) as caught:
        read_number(value)
    assert caught.value.code == code


@pytest.mark.parametrize(("value", "fitted", "rounded"), [
    ("0.30000000000000004", "0.300", False), ("0.1234", "0.123", True), ("99999999999.999", "99999999999.999", False), ("0", "0", False),
])
def test_fit_number_rounds_only_what_is_more_than_noise(value, fitted, rounded):
    assert fit_number(Decimal(value), 14, 3) == (Decimal(fitted), rounded)


@pytest.mark.parametrize("value", ["100000000000", "-100000000000", "1e400", "NaN"])
def test_fit_number_over_the_column_is_refused(value):
    with pytest.raises(BadCell) as caught:
        fit_number(Decimal(value), 14, 3)
    assert caught.value.code == "too_big"


@pytest.mark.parametrize(("value", "day"), [
    ("05.09.2023", date(2023, 9, 5)), ("5.9.2023", date(2023, 9, 5)), ("2023-09-05", date(2023, 9, 5)), ("2023-09-05T00:00:00", date(2023, 9, 5)),
    (date(2023, 9, 5), date(2023, 9, 5)), (datetime(2023, 9, 5, 12), date(2023, 9, 5)),
])
def test_read_date_takes_russian_iso_and_real_dates(value, day):
    assert read_date(value) == day


@pytest.mark.parametrize(("value", "code"), [
    ("31.02.2024", "no_such_date"), ("2024", "only_year"), (Decimal(2024), "only_year"), ("05.09.23", "not_date"), ("сентябрь", "not_date"), (Formula("=TODAY()"), "formula"),
])
def test_read_date_refuses_what_is_no_date(value, code):
    with pytest.raises(BadCell) as caught:
        read_date(value)
    assert caught.value.code == code


def test_read_yes_no_takes_words_and_real_booleans():
    assert [read_yes_no(value) for value in ("да", "Да ", "нет", True, False, "1", "—")] == [True, True, False, True, False, True, False]
    with pytest.raises(BadCell) as caught:
        read_yes_no("наверное")
    assert caught.value.code == "not_yes_no"


def test_as_text_writes_as_a_person_would():
    values = [None, True, Decimal("94.500"), Decimal("1E+3"), Decimal("-0.25"), date(2024, 3, 5), " а\r\nб ", Formula("=A1"), Broken("#N/A")]
    assert [as_text(value) for value in values] == ["", "да", "94,5", "1000", "-0,25", "05.03.2024", "а\nб", "=A1", "#N/A"]
