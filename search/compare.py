"""Two to four practices side by side: the same rows for all, bars only where the units are equal, missing is said and is never zero."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import get_language, gettext

from components.declension import counted
from components.templatetags.typo import digits
from portfolio.models import FundingSource, Stage
from portfolio.queries import PracticePage
from portfolio.released import Label, ReleasedIndicator
from portfolio.rules.target import months_between, share_of_target

FEWEST, MOST = 2, 4
LONGEST_TEXT = 130  # characters of a text in a cell; the practice has the rest
OTHER_INDICATORS = 4


@dataclass(frozen=True)
class Cell:
    """A value ready to be shown; `text` "" is missing. `was` and `now` are widths of bars in per cent, "" for none."""

    text: str = ""
    was: str = ""
    now: str = ""
    key: object = None  # what equality is judged by, where the text is not it
    differs: bool = False

    @property
    def judged(self) -> object:
        """What two cells are compared by."""
        return self.text if self.key is None else self.key


@dataclass(frozen=True)
class Row:
    """A row; `same` where every practice says the same."""

    label: str
    cells: tuple[Cell, ...]
    hint: str = ""

    @property
    def same(self) -> bool:
        """Whether all cells hold one value that is there."""
        return bool(self.cells[0].text) and len({cell.judged for cell in self.cells}) == 1


@dataclass(frozen=True)
class Section:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Column:
    """Head of a practice."""

    number: int
    url: str
    title: str
    language: str
    sector: str
    hue: str
    place: str
    without: str = field(default="")
    short: str = ""  # what stands beside each value on a narrow screen


Read = Callable[[PracticePage], str]


def table(pages: Sequence[PracticePage], why: Callable[[int], str] | None = None, mine: str = "") -> list[Section]:
    """The sections; `why` says of a municipality how it is like the reader's own, named `mine`."""
    sections = [
        (gettext("Where and what"), place_rows(pages, why, mine)), (gettext("Result"), result_rows(pages)), (gettext("Money and time"), money_rows(pages)),
        (gettext("Experience"), experience_rows(pages)),
    ]
    return [Section(title, tuple(row for row in rows if any(cell.text for cell in row.cells) or row.hint != "optional")) for title, rows in sections]


def plain(label: str, pages: Sequence[PracticePage], read: Read, hint: str = "") -> Row:
    """A row of texts; the one that differs from all the others, which agree, is marked."""
    return Row(label, marked([Cell(read(page)) for page in pages]), hint)


def marked(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Of three or more the odd one out; of two both, when they differ. A missing value is no difference."""
    known = [cell.judged for cell in cells if cell.text]
    out = []
    for cell in cells:
        others = [other for other in known if other != cell.judged]
        odd = bool(cell.text) and known.count(cell.judged) == 1 and len(others) == len(known) - 1 >= 1 and len(set(others)) == 1
        out.append(Cell(cell.text, cell.was, cell.now, cell.key, odd))
    return tuple(out)


def named(label: Label | None) -> str:
    """Name in the reader's language."""
    return label.in_language(get_language() or "ru") if label else ""


def place_rows(pages: Sequence[PracticePage], why: Callable[[int], str] | None, mine: str) -> list[Row]:
    """Place, group, residents, sector, stage; how the place is like the reader's."""
    rows = [
        plain(gettext("Peer group"), pages, lambda page: named(page.place.group) if page.place else ""),
        numbers(gettext("Residents"), [Decimal(page.place.population) if page.place and page.place.population is not None else None for page in pages]),
        plain(gettext("Stage"), pages, lambda page: str(Stage(page.text.stage).label) if page.text.stage else ""),
        plain(gettext("Year of the work"), pages, year),
    ]
    if why:
        rows.insert(0, plain(gettext("Like %(place)s") % {"place": mine}, pages, lambda page: why(page.place.municipality_id) if page.place else ""))
    return rows


def year(page: PracticePage) -> str:
    """Year in which the work ended, else began."""
    day = page.text.end or page.text.start
    return str(day.year) if day else ""


def numbers(label: str, values: Sequence[Decimal | None], places: int | None = None, hint: str = "") -> Row:
    """Figures of one unit with bars on one scale."""
    largest = max((value for value in values if value is not None), default=Decimal(0))
    cells = []
    for value in values:
        width = f"{value / largest:.1%}" if value is not None and largest > 0 else ""
        cells.append(Cell("" if value is None else digits(value, places), now=width, key=value))
    return Row(label, tuple(cells), hint)


def lead(page: PracticePage) -> ReleasedIndicator | None:
    """The indicator that leads the card, else the first."""
    return next((one for one in page.text.indicators if one.is_headline), next(iter(page.text.indicators), None))


def result_rows(pages: Sequence[PracticePage]) -> list[Row]:
    """The main indicator of each with its way to the target, then indicators that two or more have by the same name and unit."""
    leads = [lead(page) for page in pages]
    units = {one.unit.strip().lower() for one in leads if one}
    hint = gettext("%(unit)s, one scale") % {"unit": next(one.unit for one in leads if one)} if len(units) == 1 else gettext("units differ, so there are no bars")
    rows = [
        Row(gettext("Main indicator"), tuple(Cell(one.name if one else "") for one in leads)),
        Row(gettext("Before, target, after"), change_cells(leads, len(units) == 1, with_unit=len(units) != 1), hint),
        Row(gettext("Way to the target"), tuple(Cell(share(one)) for one in leads), gettext("(after − before) / (target − before)")),
        plain(gettext("Where the figure is from"), pages, lambda page: (lead(page).source if lead(page) else "")),  # type: ignore[union-attr]
    ]
    return rows + [shared_row(pages, name, unit) for name, unit in shared_indicators(pages)]


def share(one: ReleasedIndicator | None) -> str:
    """«98 %»."""
    reached = share_of_target(one.baseline, one.target, one.actual, one.direction) if one else None
    return "" if reached is None else f"{digits(reached * 100, 0)}\u00a0%"


def change_cells(found: Sequence[ReleasedIndicator | None], bars: bool, with_unit: bool) -> tuple[Cell, ...]:
    """«94 → 31, цель 30»; bars on one scale where the unit is one."""
    values = [value for one in found if one for value in (one.baseline, one.actual) if value is not None]
    largest = max(values, default=Decimal(0))
    drawn = bars and largest > 0 and min(values) >= 0
    return tuple(change_cell(one, largest if drawn else None, with_unit) for one in found)


def change_cell(one: ReleasedIndicator | None, scale: Decimal | None, with_unit: bool) -> Cell:
    """One change; what is not measured is said by a word."""
    if one is None or (one.baseline is None and one.actual is None and one.target is None):
        return Cell()
    before, after = (gettext("not measured") if value is None else digits(value) for value in (one.baseline, one.actual))
    if with_unit and one.actual is not None:
        after += f" {unit_of(one)}"
    elif with_unit and one.baseline is not None:
        before += f" {unit_of(one)}"
    text = f"{before} → {after}"
    if one.target is not None:
        text += ", " + gettext("target %(number)s") % {"number": digits(one.target)}
    widths = ["" if value is None or scale is None else f"{value / scale:.1%}" for value in (one.baseline, one.actual)]
    return Cell(text, was=widths[0], now=widths[1])


def unit_of(one: ReleasedIndicator) -> str:
    """The unit as it stands after the last number: «17 → 11 случаев»."""
    return counted(one.unit, one.baseline if one.actual is None else one.actual)


def shared_indicators(pages: Sequence[PracticePage]) -> list[tuple[str, str]]:
    """Name and unit of further indicators that at least two practices have."""
    keys: dict[tuple[str, str], int] = {}
    for page in pages:
        for one in {(one.name, one.unit) for one in page.text.indicators if one is not lead(page)}:
            keys[one] = keys.get(one, 0) + 1
    return sorted(key for key, number in keys.items() if number > 1)[:OTHER_INDICATORS]


def shared_row(pages: Sequence[PracticePage], name: str, unit: str) -> Row:
    """One indicator of several practices."""
    found = [next((one for one in page.text.indicators if (one.name, one.unit) == (name, unit)), None) for page in pages]
    return Row(name, change_cells(found, True, False), unit)


def money_rows(pages: Sequence[PracticePage]) -> list[Row]:
    """Cost, cost per resident where both are known, whose money, months."""
    costs = [page.text.cost_krub for page in pages]
    people = [page.place.population if page.place else None for page in pages]
    single = [page.place is not None and not page.place.others for page in pages]
    each = [cost / number * 1000 if cost is not None and number and one else None for cost, number, one in zip(costs, people, single, strict=True)]
    months = [months_between(page.text.start, page.text.end) for page in pages]
    return [
        numbers(gettext("Cost, m ₽"), [None if cost is None else cost / 1000 for cost in costs], 2),
        numbers(gettext("Per resident, ₽"), each, 1, gettext("where the work was done in one place")),
        plain(gettext("Whose money"), pages, funding),
        numbers(gettext("Months of work"), [None if one is None else Decimal(one) for one in months]),
    ]


def funding(page: PracticePage) -> str:
    """«местный бюджет 47 %, бизнес 53 %», largest first; "" without a budget."""
    sums: dict[str, Decimal] = {}
    for line in page.text.budget:
        sums[line.source] = sums.get(line.source, Decimal(0)) + line.amount_krub
    total = sum(sums.values(), Decimal(0))
    parts = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    names = [(str(FundingSource(source).label).lower(), amount) for source, amount in parts]
    return ", ".join(f"{name} {digits(amount / total * 100, 0)}\u00a0%" if total else name for name, amount in names)


def experience_rows(pages: Sequence[PracticePage]) -> list[Row]:
    """What was done and what did not work at once."""
    return [
        Row(gettext("What was done"), tuple(Cell(shortened(page.text.solution)) for page in pages)),
        Row(gettext("What did not work at once"), tuple(Cell(shortened(page.text.lessons)) for page in pages)),
    ]


def shortened(text: str) -> str:
    """The beginning of a text up to a sentence's end, else a word's."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_TEXT:
        return text
    end = text.rfind(". ", LONGEST_TEXT // 3, LONGEST_TEXT) + 1
    return text[:end] if end else text[:LONGEST_TEXT].rsplit(" ", 1)[0] + "…"
