"""The name a person would say: «Дзержинск», «Корсаковский округ», «Белорецкий район», from the kind and the official name."""
from __future__ import annotations

import re
from dataclasses import dataclass

from territories.rules.kinds import Kind
from territories.rules.spelling import in_latin

MOSTLY = 0.9
_KIND = re.compile(
    r"^(?:внутригородская территория города федерального значения )?(?:городской округ|муниципальный округ|муниципальный район)? ?"
    r"|(?: национальный| эвенкийский национальный| национальный \([а-я-]+\))? муниципальный (?:район|округ)$| ЗАТО$",
)
_TOWN = re.compile(
    r"^(?:ЗАТО )?(?:(?:город-курорт|город-герой|город|рабочий пос[её]лок(?: \(поселок городского типа\))?|пос[её]лок|поселение"
    r"|муниципальное образование|округ) )?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class OfficialName:
    """What the reference says. `town_share` is the part of the residents who live in the central town, None if unknown;
    `shares_name` that the district around it would be called alike.
    """

    kind: str
    full: str
    center: str = ""
    is_regional_capital: bool = False
    town_share: float | None = None
    shares_name: bool = False


@dataclass(frozen=True)
class ShownName:
    """The same name in both languages."""

    ru: str
    en: str


def shown_name(official: OfficialName) -> ShownName:
    """A town is called by its name, a district «… район», an okrug «… округ» unless it is little more than its town."""
    base = own_words(official.full)
    if official.kind == Kind.INNER_CITY:
        return numbered(base) if base.startswith("№") else town(base)
    if base.endswith((" район", " округ")):
        base, kind = base.rsplit(" ", 1)
        return typed(base, kind)
    if official.kind == Kind.MUN_DISTRICT:
        return typed(base, "район") if is_adjective(base) else ShownName(f"район {base}", f"{in_latin(base.removeprefix('имени '))} District")
    center = re.sub(r"^\S+ ", "", official.center)
    if not is_adjective(base) or (official.kind == Kind.CITY_OKRUG and spelt(base) == spelt(center)):
        return town(base)
    mostly_town = official.town_share is not None and official.town_share >= MOSTLY
    if official.kind == Kind.CITY_OKRUG and (official.is_regional_capital or mostly_town or official.shares_name):
        return town(center)
    return typed(base, "округ")


def own_words(full: str) -> str:
    """The official name without the words of its kind: «городской округ ЗАТО поселок Горный» → «Горный»."""
    base = _KIND.sub("", full.replace('"', "")).strip()
    return _TOWN.sub("", base).strip()


def is_adjective(base: str) -> bool:
    """«Корсаковский», not «Дзержинск» or «Алапаевское»."""
    return bool(re.search(r"(?:ск|цк|н|в)(?:ий|ой|ый)$|(?:ий|ый)$", base))


def spelt(text: str) -> str:
    """ё and е are one letter here."""
    return text.lower().replace("ё", "е")


def town(name: str) -> ShownName:
    """A name on its own."""
    return ShownName(name, in_latin(name))


def typed(base: str, kind: str) -> ShownName:
    """A name with the short word of its kind."""
    return ShownName(f"{base} {kind}", f"{in_latin(base.replace(' и ', ' and '))} {'District' if kind == 'район' else 'Okrug'}")


def numbered(base: str) -> ShownName:
    """«№ 7» → «округ № 7»."""
    return ShownName(f"округ {base}", f"Okrug No. {base.removeprefix('№').strip()}")
