"""What the index holds: one declaration for every engine. A change of it changes `SCHEMA_HASH`, and with it the index's name."""
from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass
from typing import Any, Literal

from search.analysis import ENGINE_PATTERN

WORD = re.compile(ENGINE_PATTERN)
Kind = Literal["stemmed", "exact", "words", "facet", "number", "sort_number", "sort_text"]
Document = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A field: how it is analysed, what a hit in it weighs, how many values a facet may have (one without is filtered by and never counted)."""

    name: str
    kind: Kind
    boost: float = 0.0
    size: int = 0


FIELDS = (
    Field("title", "stemmed", 4.0),
    Field("title_exact", "exact", 2.0),
    Field("short_title", "stemmed", 2.0),
    Field("topics", "stemmed", 3.0),
    Field("summary", "stemmed", 2.0),
    Field("body", "stemmed", 1.0),
    Field("attachments", "stemmed", 0.5),
    Field("words", "words", 0.5),
    Field("sector", "facet", size=200),
    Field("region", "facet", size=120),
    Field("district", "facet", size=20),
    Field("group", "facet", size=20),
    Field("kind", "facet", size=20),
    Field("year", "facet", size=100),
    Field("status", "facet", size=20),
    Field("funding", "facet", size=20),
    Field("national", "facet", size=100),
    Field("evidence", "facet", size=20),
    Field("adopted", "facet", size=20),
    Field("municipality", "facet"),
    Field("years", "number"),
    Field("cost", "number"),
    Field("pop", "number"),
    Field("months", "number"),
    Field("number", "number"),
    Field("updated", "number"),
    Field("weight", "number"),
    Field("version", "number"),
    Field("sort_newest", "sort_number"),
    Field("sort_cost", "sort_number"),
    Field("sort_share", "sort_number"),
    Field("sort_adoptions", "sort_number"),
    Field("sort_title", "sort_text"),
)
TEXTS = tuple(field for field in FIELDS if field.boost)
WORDED = frozenset(field.name for field in FIELDS if field.kind in ("stemmed", "exact", "words"))
FACETS = ("sector", "region", "group", "kind", "year", "status", "funding", "district", "national", "evidence", "adopted")
FACET_SIZES = {field.name: field.size for field in FIELDS if field.size}
RANGES = {"year": "years", "cost": "cost", "pop": "pop", "months": "months"}  # name in the address → field
FULL = 100  # weight of a document that counts as it stands
FILLER = "ꙮ"  # the only word of an empty text: the engines count documents with and without a field differently, so no field is ever empty
RULES = "5"  # raised by hand when `search.documents` fills the same fields otherwise
SCHEMA_HASH = hashlib.sha256(repr((RULES, ENGINE_PATTERN, [astuple(field) for field in FIELDS])).encode()).hexdigest()[:12]


def filled(document: Document) -> Document:
    """The document without absent values, with a weight, and with a word in every text."""
    present = {"weight": FULL} | {name: value for name, value in document.items() if value is not None and value != []}
    return present | {name: FILLER for name in WORDED if not WORD.search(present.get(name, ""))}
