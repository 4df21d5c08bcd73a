"""A practice as a row of a table: the columns of the export and of `practices.csv`, each with its lasting name, its heading and what it says."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from portfolio.models import FundingSource, Kind, Stage
from portfolio.queries import PracticeFacts
from portfolio.released import Label, ReleasedIndicator
from search.open_data.records import addresses, names, permanent_url

Value = Callable[[PracticeFacts, str], Any]
Cells = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """`name` stands in the dump and never changes, `heading` in the export; `about` says what it holds; `value` takes facts and the site's address."""

    name: str
    heading: str
    about: str
    value: Value


def label(value: Label | None) -> str:
    """Its name in the language in force."""
    return value.in_language(get_language() or "ru") if value else ""


def chosen(choices: Any, value: str) -> str:
    """Name of a code of ours in the language in force."""
    return names(choices, value)[2 if get_language() == "en" else 1] if value else ""


def headline(name: str) -> Value:
    """A field of the main indicator."""
    return lambda facts, base: getattr(facts.text.headline, name) if isinstance(facts.text.headline, ReleasedIndicator) else None


def place(read: Callable[[Any], Any]) -> Value:
    """Something of the main place."""
    return lambda facts, base: read(facts.main_place) if facts.main_place else None


def percent(value: Decimal | None) -> Decimal | None:
    """A share as per cent with one digit."""
    return None if value is None else round(value * 100, 1)


def money(facts: PracticeFacts, base: str) -> str:
    """Sources with their amounts, the largest first: «Местный бюджет: 1600; Бизнес: 720,5» is for reading, so it is text."""
    sums: dict[str, Decimal] = {}
    for line in facts.text.budget:
        sums[line.source] = sums.get(line.source, Decimal(0)) + line.amount_krub
    return "; ".join(f"{chosen(FundingSource, source)}: {number_format(amount.normalize(), force_grouping=False)}" for source, amount in sorted(sums.items(), key=lambda pair: -pair[1]))


def others(facts: PracticeFacts, base: str) -> str:
    """Places but the first."""
    return "; ".join(label(row.place.name) for row in facts.places[1:])


COLUMNS = (
    Column("code", _("Number"), _("number as it is printed"), lambda facts, base: facts.code),
    Column("title", _("Title"), _("title"), lambda facts, base: facts.text.title),
    Column("sector", _("Sector"), _("sector"), lambda facts, base: label(facts.text.sector)),
    Column("kind", _("Kind"), _("kind of the practice"), lambda facts, base: chosen(Kind, facts.text.kind)),
    Column("stage", _("Stage"), _("stage of the practice; a plan is not a result"), lambda facts, base: chosen(Stage, facts.text.stage)),
    Column("municipality", _("Municipality"), _("main municipality"), place(lambda row: label(row.place.name))),
    Column("region", _("Region"), _("region of the main municipality"), place(lambda row: label(row.place.region))),
    Column("oktmo", _("OKTMO"), _("OKTMO code of the municipality, a text; empty where it is not known"), place(lambda row: row.oktmo)),
    Column("other_municipalities", _("Other municipalities"), _("further municipalities, separated by semicolons"), others),
    Column("peer_group", _("Peer group"), _("group of comparable municipalities"), place(lambda row: label(row.group))),
    Column("population", _("Residents"), _("residents of the municipality"), place(lambda row: row.population)),
    Column("cost_krub", _("Cost, thousand roubles"), _("cost of all sources, thousand roubles; null where no money is named, which is not zero"),
           lambda facts, base: facts.text.cost_krub),
    Column("funding", _("Sources of money, thousand roubles"), _("money by source"), money),
    Column("start", _("Start"), _("day the work began, YYYY-MM-DD"), lambda facts, base: facts.text.start),
    Column("end", _("End"), _("day the work ended, YYYY-MM-DD"), lambda facts, base: facts.text.end),
    Column("indicator", _("Main indicator"), _("what is measured"), headline("name")),
    Column("unit", _("Unit"), _("unit of the figures"), headline("unit")),
    Column("baseline", _("Before"), _("figure before"), headline("baseline")),
    Column("target", _("Target"), _("figure that was promised"), headline("target")),
    Column("actual", _("After"), _("figure that was reached"), headline("actual")),
    Column("share_of_target", _("Share of the target, %"), _("share of the promised change that was reached, per cent; empty where it cannot be computed"),
           lambda facts, base: percent(facts.reached)),
    Column("url", _("Address"), _("page of the practice in Russian"),
           lambda facts, base: addresses(facts.number, facts.slug, base)["url_en" if get_language() == "en" else "url"]),
    Column("permanent_url", _("Address of this text"), _("address of exactly this text, for citing"), lambda facts, base: permanent_url(facts, base)),
    Column("release", _("Release"), _("number of the published text; each published text is kept at an address of its own"), lambda facts, base: facts.release),
    Column("licence", _("Licence"), _("licence of the texts"), lambda facts, base: facts.text.licence),
)


def cells(facts: PracticeFacts, base: str) -> Cells:
    """The row, in the language in force."""
    return tuple(column.value(facts, base) for column in COLUMNS)
