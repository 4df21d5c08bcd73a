"""The whole catalogue as files, made nightly in a folder of its own and swapped in by one rename: the old one stays until the new one is whole."""
from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import override

from ops.sheets import harmless, number_text
from portfolio.queries import PracticeFacts, live_practices, practice_facts
from search.open_data.columns import COLUMNS, cells
from search.open_data.exports import CHUNK, as_json
from search.open_data.licence import CREDIT, LICENCE, LICENCE_URL
from search.open_data.records import practice_record

CURRENT, LINES, TABLE, TERMS, SUMS = "current.json", "practices.jsonl.gz", "practices.csv", "LICENCE.txt", "SHA256SUMS"
NAMES = (LINES, TABLE, TERMS, SUMS)
TYPES = {LINES: "application/gzip", TABLE: "text/csv; charset=utf-8", TERMS: "text/plain; charset=utf-8", SUMS: "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class DumpFile:
    """A file of the dump."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Dump:
    """The dump in force."""

    folder: str
    made_at: datetime
    count: int
    files: tuple[DumpFile, ...]

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return root() / self.folder / name


def root() -> Path:
    """The folder of all dumps."""
    return Path(settings.MEDIA_ROOT) / "open-data"


def current_dump() -> Dump | None:
    """The dump in force; None before the first one."""
    try:
        data = json.loads((root() / CURRENT).read_text())
    except FileNotFoundError:
        return None
    files = tuple(DumpFile(**row) for row in data["files"])
    return Dump(data["folder"], datetime.fromisoformat(data["made_at"]), data["count"], files)


def make_dump(at: datetime, step: Callable[[int], None] = lambda done: None) -> Dump:
    """Write a new dump, swap it in, take the older ones away. `step` hears how many practices were written and may raise to stop: then nothing has changed."""
    folder = f"{at:%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:8]}"
    place = root() / folder
    place.mkdir(parents=True)
    try:
        count = write_rows(place, step)
        (place / TERMS).write_text(terms(at, count), encoding="utf-8")
        told = [told_of(place / name) for name in (LINES, TABLE, TERMS)]
        (place / SUMS).write_text("".join(f"{file.sha256}  {file.name}\n" for file in told))
        made = Dump(folder, at, count, (*told, told_of(place / SUMS)))
        for name in NAMES:
            sync(place / name)
        swap(made)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    for old in root().iterdir():
        if old.is_dir() and old.name < folder:
            shutil.rmtree(old, ignore_errors=True)
    return made


def write_rows(place: Path, step: Callable[[int], None]) -> int:
    """Both files in one pass over the live practices; their number."""
    base, count = settings.WAGTAILADMIN_BASE_URL.rstrip("/"), 0
    with open(place / LINES, "wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as lines, open(place / TABLE, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([column.name for column in COLUMNS])
        for chunk in chunks():
            with override("ru"):
                for facts in chunk:
                    lines.write(f"{as_json(practice_record(facts, base))}\n".encode())
                    table.writerow([cell(value) for value in cells(facts, base)])
            count += len(chunk)
            step(len(chunk))
    return count


def chunks() -> Iterator[list[PracticeFacts]]:
    """Live practices by key; three queries per chunk and one for its keys."""
    last = 0
    while ids := list(live_practices().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield practice_facts(ids)
        last = ids[-1]


def cell(value: Any) -> Any:
    """Dates and numbers as machines write them; a text that a spreadsheet would calculate gets an apostrophe before it."""
    if isinstance(value, Decimal):
        return number_text(value)
    return value.isoformat() if isinstance(value, date) else harmless(value)


def terms(at: datetime, count: int) -> str:
    """The licence in words, in both languages."""
    return (
        f"{CREDIT}: открытые данные каталога практик, {at:%Y-%m-%d}, практик: {count}.\n"
        f"Лицензия: {LICENCE} ({LICENCE_URL}). Берите, меняйте и публикуйте, назвав источник: «{CREDIT}», номер практики и её адрес.\n"
        "У текста практики может быть своя лицензия: она названа в поле licence. Отозванных практик в следующей выгрузке нет: обновляйте копию.\n\n"
        f"{CREDIT}: open data of the catalogue of practices, {at:%Y-%m-%d}, practices: {count}.\n"
        f"Licence: {LICENCE} ({LICENCE_URL}). Share and adapt, naming the source, the number of the practice and its address.\n"
        "A practice's text may have a licence of its own, named in the field licence. Withdrawn practices are absent from the next dump: renew your copy.\n"
    )


def told_of(path: Path) -> DumpFile:
    """Size and checksum."""
    with open(path, "rb") as file:
        return DumpFile(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def sync(path: Path) -> None:
    """On disk before it is named."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def swap(made: Dump) -> None:
    """Name the new dump by one rename."""
    half = root() / f"{CURRENT}.{made.folder}"
    data = {"folder": made.folder, "made_at": made.made_at.isoformat(), "count": made.count, "files": [vars(file) for file in made.files]}
    with open(half, "w") as file:
        json.dump(data, file)
        file.flush()
        os.fsync(file.fileno())
    half.replace(root() / CURRENT)
