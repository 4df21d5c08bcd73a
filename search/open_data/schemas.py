"""The record of a practice, field by field. The descriptions stand in OpenAPI in English and, through gettext, on our own pages in both languages.

Missing is null everywhere, which is neither zero nor "does not apply".
"""
from __future__ import annotations

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema


class Named(Schema):
    """A value of a reference book: a lasting code and its name in both languages."""

    code: str = Field(description=_("code that never changes"))
    name: str = Field(description=_("name in Russian"))
    name_en: str = Field(description=_("name in English; empty where there is none"))


class Place(Schema):
    """A municipality of the practice; the first one is the main one."""

    name: str = Field(description=_("municipality, in Russian"))
    name_en: str = Field(description=_("municipality, in English; empty where there is none"))
    region: Named = Field(description=_("region of the federation"))
    oktmo: str = Field(description=_("OKTMO code of the municipality, a text; empty where it is not known"))
    settlement: str = Field(description=_("settlement within the municipality, where one is named"))
    share: float = Field(description=_("share of this municipality in the practice, per cent; all places add up to 100"))
    peer_group: Named | None = Field(description=_("group of comparable municipalities"))
    population: int | None = Field(description=_("residents of the municipality"))
    population_year: int | None = Field(description=_("year of the number of residents"))


class Indicator(Schema):
    """A figure that the practice was to change."""

    name: str = Field(description=_("what is measured"))
    unit: str = Field(description=_("unit of the figures"))
    direction: str = Field(description=_("up where more is better, down where less is better"))
    baseline: float | None = Field(description=_("figure before"))
    baseline_on: str | None = Field(description=_("day of the figure before, YYYY-MM-DD"))
    target: float | None = Field(description=_("figure that was promised"))
    target_on: str | None = Field(description=_("day the figure was promised for, YYYY-MM-DD"))
    actual: float | None = Field(description=_("figure that was reached"))
    actual_on: str | None = Field(description=_("day the reached figure was measured, YYYY-MM-DD"))
    share_of_target: float | None = Field(description=_("share of the promised change that was reached, 0 to 1; null where it cannot be computed"))
    source: str = Field(description=_("where the figures come from"))
    is_headline: bool = Field(description=_("whether this is the main indicator"))


class BudgetLine(Schema):
    """Money of one source."""

    source: Named = Field(description=_("who paid"))
    year: int | None = Field(description=_("year of the money"))
    purpose: str = Field(description=_("what it was spent on"))
    amount_krub: float = Field(description=_("amount, thousand roubles"))


class Practice(Schema):
    """A live practice, whole: what its public page says."""

    number: int = Field(description=_("number of the practice, its key; never given twice"))
    code: str = Field(description=_("number as it is printed"))
    release: int | None = Field(description=_("number of the published text; each published text is kept at an address of its own"))
    url: str = Field(description=_("page of the practice in Russian"))
    url_en: str = Field(description=_("the same page with an English interface"))
    permanent_url: str | None = Field(description=_("address of exactly this text, for citing"))
    title: str = Field(description=_("title"))
    short_title: str = Field(description=_("short title"))
    annotation: str = Field(description=_("annotation"))
    language: str = Field(description=_("language of the texts: ru or en"))
    licence: str = Field(description=_("licence of the texts"))
    demo: bool = Field(description=_("whether this is a teaching example with invented figures"))
    kind: Named | None = Field(description=_("kind of the practice"))
    stage: Named | None = Field(description=_("stage of the practice; a plan is not a result"))
    sector: Named | None = Field(description=_("sector"))
    subsectors: list[Named] = Field(description=_("second level of sectors"))
    tags: list[Named] = Field(description=_("tags"))
    national_project: Named | None = Field(description=_("national project"))
    keywords: list[str] = Field(description=_("keywords"))
    places: list[Place] = Field(description=_("municipalities, the main one first"))
    start: str | None = Field(description=_("day the work began, YYYY-MM-DD"))
    end: str | None = Field(description=_("day the work ended, YYYY-MM-DD"))
    months: int | None = Field(description=_("length of the work, months"))
    cost_krub: float | None = Field(description=_("cost of all sources, thousand roubles; null where no money is named, which is not zero"))
    budget: list[BudgetLine] = Field(description=_("money by source"))
    indicators: list[Indicator] = Field(description=_("indicators in the order of the page"))
    problem: str = Field(description=_("problem"))
    goal: str = Field(description=_("goal"))
    key_ambition: str = Field(description=_("key ambition"))
    solution: str = Field(description=_("solution"))
    lessons: str = Field(description=_("lessons, what did not work"))
    first_published_at: str | None = Field(description=_("instant of the first publication, ISO 8601"))
    last_published_at: str | None = Field(description=_("instant of the last publication, ISO 8601"))
