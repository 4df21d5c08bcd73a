"""Finding a municipality: while it is typed (`find_municipalities`) and from a cell of a file (`match_municipality`)."""
from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from territories.models import Municipality, MunicipalityType
from territories.queries.names import Named, NameList, in_language, name_list, prefixed
from territories.rules.names import DISTRICT_WORDS, KIND_WORDS, OKRUG_WORDS, bare, read_oktmo, words

LONGEST = 100
CLOSE = 78
OKRUG_KINDS = {
    "городской": MunicipalityType.CITY_OKRUG, "го": MunicipalityType.CITY_OKRUG, "муниципальный": MunicipalityType.MUN_OKRUG,
    "внутригородская": MunicipalityType.INNER_CITY,
}


@dataclass(frozen=True)
class MunicipalityHit:
    """One line of the combobox; `group` is the code, `population` None is unknown."""

    id: int
    label: str
    region: str
    oktmo: str
    population: int | None
    group: str
    group_label: str
    slug: str
    region_slug: str

    @property
    def text(self) -> str:
        """As it stands in the field: «Дзержинск, Нижегородская область»."""
        return f"{self.label}, {self.region}"


@dataclass(frozen=True)
class Match:
    """The municipality a cell means, or none with what it may have meant.

    `repaired` is the OKTMO with its lost zero, "" if it was whole; `ambiguous` says that the region or the OKTMO is needed;
    `name_differs` that the OKTMO was found and names another place than the text.
    """

    municipality: Municipality | None
    suggestions: tuple[MunicipalityHit, ...] = ()
    repaired: str = ""
    ambiguous: bool = False
    name_differs: bool = False


def find_municipalities(text: str, region: str = "", limit: int = 8) -> list[MunicipalityHit]:
    """What may be meant by what was typed: beginnings of words of name, centre and region, an OKTMO, a slip of a letter or two.

    Exact names first, then names that begin so, then by population. `region` is a slug or name. One query.
    """
    names = name_list()
    text = text[:LONGEST]
    found = by_code(names, text) if text[:1].isdigit() else by_words(names, words(text))
    if region:
        region_id = names.region_id(region)
        found = [row for row in found if row.region_id == region_id]
    return [hit(names, row) for row in found[:limit]]


def hit(names: NameList, row: Named) -> MunicipalityHit:
    """The row as shown."""
    title = names.groups.get(row.group, ("", ""))
    return MunicipalityHit(
        row.id, in_language(row.name, row.name_en), in_language(row.region, row.region_en), row.oktmo, row.population, row.group,
        in_language(*title), row.slug, row.region_slug,
    )


def by_code(names: NameList, text: str) -> list[Named]:
    """Those whose OKTMO begins so; a whole code without its zero finds its own."""
    digits = "".join(sign for sign in text if sign.isdigit())
    found = prefixed(names.codes, digits) if digits else []
    meant = read_oktmo(text)
    if meant and meant.repaired and meant.code in names.by_oktmo and meant.code not in found:
        found = [meant.code, *found]
    return [names.by_oktmo[code] for code in found]


def by_words(names: NameList, typed: tuple[str, ...]) -> list[Named]:
    """Rows that hold every word, or one alike; kinds of place («город», «район») are left out while other words are there."""
    tokens = [word for word in typed if word not in KIND_WORDS] or list(typed)
    if not tokens:
        return []
    places: set[int] | None = None
    for token in tokens:
        holding = names.with_prefix(token) or alike(names, token)
        places = holding if places is None else places & holding
    rows = [names.rows[place] for place in places or ()]
    whole = " ".join(tokens)
    wants_district = bool(DISTRICT_WORDS & set(typed))
    return sorted(rows, key=lambda row: (*closeness(row, whole, tokens), wants_district and not row.is_district, -(row.population or 0), row.id))


def closeness(row: Named, whole: str, tokens: list[str]) -> tuple[int, int]:
    """0 the name itself, 1 its centre, 2 a name that begins so, 3 a word of it, 4 only centre or region; then how many words the name lacks."""
    lacking = sum(not any(word.startswith(token) for word in row.name_words) for token in tokens)
    if whole in row.keys:
        return 0, 0
    if whole == row.center_key:
        return 1, 0
    if any(key.startswith(whole) for key in row.keys):
        return 2, 0
    return (3 if lacking < len(tokens) else 4), lacking


def alike(names: NameList, token: str) -> set[int]:
    """Places of rows with a word spelt nearly so; short words are not guessed at."""
    if len(token) < 4:
        return set()
    found: set[int] = set()
    best = process.extract(token, names.word_list, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=6)
    for word, _score, _at in best:
        found |= names.holders[word]
    return found


def match_municipality(text: str, oktmo: str = "", region: str = "") -> Match:
    """The one municipality that a cell of a file means. The OKTMO decides; else the exact name in any official form, with its region if given.

    Text and region may stand together: «Дзержинск, Нижегородская область». Two queries when found, one when not.
    """
    names = name_list()
    name, tail = split_region(names, text[:200])
    region_id = names.region_id(region) if region else tail
    code = read_oktmo(oktmo) if oktmo.strip() else read_oktmo(text)
    repaired = code.code if code and code.repaired else ""
    coded = row_by_oktmo(names, code.code) if code else None
    if coded:
        differs = bool(words(name)) and not read_oktmo(text) and coded not in rows_named(names, name, None)
        return Match(stored(coded), repaired=repaired, name_differs=differs)
    rows = rows_named(names, name, region_id) if region_id or not region else []
    if len(rows) == 1 and not code:
        return Match(stored(rows[0]))
    suggestions = tuple(hit(names, row) for row in rows) or tuple(find_municipalities(name, region if region_id else "", 3))
    return Match(None, suggestions[:5], ambiguous=len(rows) > 1)


def stored(row: Named) -> Municipality | None:
    """The row itself with its territory and region."""
    return Municipality.objects.select_related("territory", "region__territory").filter(pk=row.id).first()


def row_by_oktmo(names: NameList, code: str) -> Named | None:
    """By the code itself, else the district that a settlement's code lies in."""
    return names.by_oktmo.get(code) or names.by_oktmo.get(f"{code[:5]}000")


def split_region(names: NameList, text: str) -> tuple[str, int | None]:
    """Takes the region off a text with commas or brackets: whichever part names one."""
    parts = [part.strip() for part in text.replace("(", ",").replace(")", ",").split(",") if part.strip()]
    for at, part in enumerate(parts[::-1]):
        region = names.region_id(part)
        if region and len(parts) > 1:
            rest = [one for nth, one in enumerate(parts) if nth != len(parts) - 1 - at]
            return " ".join(rest), region
    return " ".join(parts), None


def rows_named(names: NameList, text: str, region_id: int | None) -> list[Named]:
    """Rows called exactly so: by name first, then by centre; «район» and «округ» in the text choose between a town and its district."""
    key = bare(text)
    if not key:
        return []
    for found in (names.by_key.get(key, []), names.by_center.get(key, [])):
        rows = [row for row in found if region_id in (None, row.region_id)]
        if rows:
            return of_kind(rows, set(words(text)))
    return []


def of_kind(rows: list[Named], said: set[str]) -> list[Named]:
    """Those of the kind that the text names, all if it names none or none fits."""
    if OKRUG_WORDS & said:
        kinds = {kind for word, kind in OKRUG_KINDS.items() if word in said} or set(OKRUG_KINDS.values())
        return [row for row in rows if row.kind in kinds] or rows
    if DISTRICT_WORDS & said:
        return [row for row in rows if row.is_district] or rows
    return rows


def match_place(text: str) -> tuple[Match, str]:
    """As `match_municipality`, and a settlement before its district is kept as typed: «село Ям, Елабужский район» → (the district, «село Ям»)."""
    whole = match_municipality(text)
    first, comma, rest = text.partition(",")
    if whole.municipality or whole.ambiguous or not comma:
        return whole, ""
    under = match_municipality(rest)
    return (under, first.strip()) if under.municipality else (whole, "")
