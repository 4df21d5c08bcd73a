"""Kinds of municipality and what their OKTMO looks like."""
from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The values of `Municipality.type`."""

    CITY_OKRUG = "city_okrug"
    CITY_OKRUG_DIVIDED = "city_okrug_divided"
    MUN_OKRUG = "mun_okrug"
    MUN_DISTRICT = "mun_district"
    URBAN_SETTL = "urban_settl"
    RURAL_SETTL = "rural_settl"
    INNER_CITY = "inner_city"
    INNER_OKRUG_DISTRICT = "inner_okrug_district"


THIRD_DIGIT = {
    Kind.INNER_CITY: "39", Kind.MUN_OKRUG: "589", Kind.MUN_DISTRICT: "689", Kind.CITY_OKRUG: "789", Kind.CITY_OKRUG_DIVIDED: "789",
}
SIXTH_DIGIT = {Kind.URBAN_SETTL: "1", Kind.RURAL_SETTL: "4"}


def oktmo_doubt(code: str, kind: str) -> str:
    """Why this code looks wrong for this kind, or "": "length", "digit". A doubt is a warning, never a refusal."""
    if len(code) not in (8, 11) or not code.isascii() or not code.isdigit():
        return "length"
    if kind in THIRD_DIGIT and code[2] not in THIRD_DIGIT[Kind(kind)]:
        return "digit"
    if kind in SIXTH_DIGIT and code[5] not in SIXTH_DIGIT[Kind(kind)]:
        return "digit"
    return ""
