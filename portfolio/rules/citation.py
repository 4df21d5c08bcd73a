"""How a kept version of a practice is cited: a line after GOST R 7.0.100 and an entry of BibTeX. Pure.

No day of access: the version behind the address never changes.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """What a citation names: a version of a practice, its place and its address."""

    title: str
    place: str
    code: str
    version: int
    on: date
    url: str


def gost(one: Citation) -> str:
    """«Дзержинск. Название : практика SM-2024-0034, версия 2 от 03.03.2025. — Текст : электронный // Школа мэров : [сайт]. — URL: …»."""
    place = f"{flat(one.place)}. " if one.place else ""
    return (
        f"{place}{flat(one.title)} : практика {one.code}, версия {one.version} от {one.on:%d.%m.%Y}. — Текст : электронный // "
        f"Школа мэров : [сайт]. — URL: {one.url}."
    )


def bibtex(one: Citation) -> str:
    """An entry whose key is the code with the version; signs of TeX are escaped, the address stands as it is."""
    fields = [("title", tex(one.title))]
    if one.place:
        fields.append(("author", f"{{{tex(one.place)}}}"))
    fields += [
        ("year", f"{one.on:%Y}"), ("howpublished", "Школа мэров"), ("note", f"{tex(one.code)}, версия {one.version} от {one.on:%d.%m.%Y}"), ("url", one.url),
    ]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@misc{{{one.code}-v{one.version},\n{lines}\n}}"


def tex(text: str) -> str:
    """A text on one line with TeX's signs escaped."""
    return "".join(SPECIAL.get(sign, sign) for sign in flat(text))


def flat(text: str) -> str:
    """On one line, without a full stop at its end."""
    return " ".join(text.split()).rstrip(".")
