"""What the API answers, field by field."""
from __future__ import annotations

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from search.open_data.schemas import Named


class CardPlace(Schema):
    """The main municipality of a practice."""

    name: str = Field(description=_("municipality, in Russian"))
    name_en: str = Field(description=_("municipality, in English; empty where there is none"))
    region: Named = Field(description=_("region of the federation"))
    peer_group: Named | None = Field(description=_("group of comparable municipalities"))
    population: int | None = Field(description=_("residents of the municipality"))
    population_year: int | None = Field(description=_("year of the number of residents"))


class Headline(Schema):
    """The main indicator of a practice."""

    name: str = Field(description=_("what is measured"))
    unit: str = Field(description=_("unit of the figures"))
    direction: str = Field(description=_("up where more is better, down where less is better"))
    baseline: float | None = Field(description=_("figure before"))
    target: float | None = Field(description=_("figure that was promised"))
    actual: float | None = Field(description=_("figure that was reached"))
    share_of_target: float | None = Field(description=_("share of the promised change that was reached, 0 to 1; null where it cannot be computed"))


class Card(Schema):
    """A practice in a list."""

    number: int = Field(description=_("number of the practice, its key; never given twice"))
    code: str = Field(description=_("number as it is printed"))
    url: str = Field(description=_("page of the practice in Russian"))
    url_en: str = Field(description=_("the same page with an English interface"))
    title: str = Field(description=_("title"))
    annotation: str = Field(description=_("annotation"))
    language: str = Field(description=_("language of the texts: ru or en"))
    demo: bool = Field(description=_("whether this is a teaching example with invented figures"))
    kind: Named | None = Field(description=_("kind of the practice"))
    stage: Named | None = Field(description=_("stage of the practice; a plan is not a result"))
    sector: Named | None = Field(description=_("sector"))
    place: CardPlace | None = Field(description=_("main municipality"))
    start: str | None = Field(description=_("day the work began, YYYY-MM-DD"))
    end: str | None = Field(description=_("day the work ended, YYYY-MM-DD"))
    months: int | None = Field(description=_("length of the work, months"))
    cost_krub: float | None = Field(description=_("cost of all sources, thousand roubles; null where no money is named, which is not zero"))
    headline: Headline | None = Field(description=_("main indicator"))


class FacetValue(Named):
    """A value that can be chosen."""

    count: int = Field(description=_("practices with this value, counted without the facet's own choice"))


class Facet(Schema):
    """A filter with its values."""

    name: str = Field(description=_("name of the parameter"))
    values: list[FacetValue] = Field(description=_("values with at least one practice, the most frequent first"))


class Correction(Schema):
    """A word that was read as another one."""

    typed: str = Field(description=_("as it was typed"))
    shown: str = Field(description=_("as it was read"))


class Facets(Schema):
    """Counts of the filters."""

    total: int = Field(description=_("practices found"))
    facets: list[Facet] = Field(description=_("filters with counts; empty while the search engine is away"))


class Found(Facets):
    """A page of results."""

    complete: int = Field(description=_("of these, practices with every word of the query; they come first"))
    page: int = Field(description=_("this page"))
    size: int = Field(description=_("practices on a page"))
    pages: int = Field(description=_("pages that can be turned to"))
    next: str | None = Field(description=_("address of the next page"))
    query: str = Field(description=_("the query as it was understood, as a query string"))
    corrections: list[Correction] = Field(description=_("words that were read otherwise; literal=1 searches as typed"))
    plain: bool = Field(description=_("whether the search engine is away and a plain search over titles and keywords answered"))
    licence: str = Field(description=_("licence of the facts"))
    items: list[Card] = Field(description=_("practices of this page"))


class Similar(Schema):
    """A practice that is like another one."""

    reason: str = Field(description=_("why it is alike, in Russian"))
    reason_en: str = Field(description=_("why it is alike, in English"))
    practice: Card = Field(description=_("the practice"))


class SimilarList(Schema):
    """Practices like one practice."""

    items: list[Similar] = Field(description=_("the most alike first, at most ten"))


class Problem(Schema):
    """An error (RFC 9457)."""

    type: str = Field(description=_("where the error is explained"))
    status: int = Field(description=_("status of the answer"))
    title: str = Field(description=_("what is wrong, in Russian"))
    title_en: str = Field(description=_("what is wrong, in English"))
    detail: str = Field(description=_("what to do, in Russian"))
    detail_en: str = Field(description=_("what to do, in English"))
