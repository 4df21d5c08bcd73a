"""Values of cells, and how a person's way of writing them is read: pure."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any


@dataclass(frozen=True)
class Formula:
    """A cell that would be calculated; its result is somebody else's, so it is refused."""

    text: str


@dataclass(frozen=True)
class Broken:
    """A cell that shows an error of the spreadsheet: #REF!, #N/A."""

    text: str


Value = str | Decimal | date | bool | Formula | Broken | None
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]")
NUMBER = re.compile(r"[-+−]?(\d+([.,]\d*)?|[.,]\d+)")
GROUPED = re.compile(r"[-+−]?\d{1,3}([\s\u00a0\u2007\u2009\u202f]\d{3})+([.,]\d+)?")
RUSSIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
YES, NO = {"да", "yes", "true", "1", "+", "истина"}, {"нет", "no", "false", "0", "-", "—", "ложь"}


class BadCell(Exception):
    """The value cannot be read; `code` and `params` are put into words by `words.py`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


def as_text(value: Value) -> str:
    """The value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return value.text if isinstance(value, Formula | Broken) else value.replace("\r\n", "\n").replace("\r", "\n").strip()


def number_text(value: Decimal) -> str:
    """Without trailing zeroes, with a decimal comma."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def readable(value: Value) -> Value:
    """The same value. Raises BadCell for a formula or an error of the spreadsheet."""
    if isinstance(value, Formula):
        raise BadCell("formula", value=value.text[:60])
    if isinstance(value, Broken):
        raise BadCell("broken", value=value.text)
    return value


def read_number(value: Value) -> Decimal:
    """A number; `1 240,5` in text is 1240.5. Raises BadCell."""
    value = readable(value)
    if isinstance(value, Decimal):
        return value
    text = as_text(value)
    if isinstance(value, str) and (NUMBER.fullmatch(text) or GROUPED.fullmatch(text)):
        try:
            return Decimal(SPACES.sub("", text).replace(",", ".").replace("−", "-"))
        except InvalidOperation:  # pragma: no cover - both patterns are numbers
            pass
    numbers = NUMBER.findall(text)
    raise BadCell("many_numbers" if len(numbers) > 1 else "not_number", value=text[:60])


def fit_number(number: Decimal, digits: int, places: int) -> tuple[Decimal, bool]:
    """The number at so many places, and whether something was rounded off. Raises BadCell when it does not fit the column.

    Noise of binary fractions (0.30000000000000004) is no rounding.
    """
    if not number.is_finite() or abs(number) >= Decimal(10) ** (digits - places):
        raise BadCell("too_big", value=number_text(number)[:40] if number.is_finite() else str(number))
    fitted = number.quantize(Decimal(1).scaleb(-places))
    return fitted, abs(fitted - number) > Decimal("1e-9") * max(Decimal(1), abs(number))


def read_date(value: Value) -> date:
    """A date: a real one, ДД.ММ.ГГГГ or ISO. Raises BadCell."""
    value = readable(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = as_text(value)
    parts: tuple[int, int, int] | None = None
    if found := RUSSIAN_DATE.fullmatch(text):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := ISO_DATE.fullmatch(text):
        parts = int(found[1]), int(found[2]), int(found[3])
    try:
        if parts:
            return date(*parts)
    except ValueError:
        raise BadCell("no_such_date", value=text) from None
    raise BadCell("only_year" if re.fullmatch(r"\d{4}", text) else "not_date", value=text[:60])


def read_yes_no(value: Value) -> bool:
    """Yes or no. Raises BadCell."""
    value = readable(value)
    if isinstance(value, bool):
        return value
    word = as_text(value).lower()
    if word in YES or word in NO:
        return word in YES
    raise BadCell("not_yes_no", value=word[:60])


def fold(text: str) -> str:
    """For comparing words: lower case, ё as е, single spaces."""
    return " ".join(text.lower().replace("ё", "е").split())
