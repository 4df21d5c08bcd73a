"""The shipped data package (`territories/data`) read into rows. Every value is text until it is asked for."""
from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


def read_table(path: Path) -> list[Row]:
    """Rows of a CSV file, packed or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode())))


def year_start(text: str) -> dt.date | None:
    """1 January of a year, None for an empty cell."""
    return dt.date(int(text), 1, 1) if text else None


def year_before(text: str) -> dt.date | None:
    """31 December before a year: the last day of what is no more from that year."""
    return dt.date(int(text) - 1, 12, 31) if text else None


@dataclass(frozen=True)
class Package:
    """The tables of a data package folder."""

    folder: Path = DATA

    @cached_property
    def districts(self) -> list[Row]:
        """Federal districts."""
        return read_table(self.folder / "districts.csv")

    @cached_property
    def regions(self) -> list[Row]:
        """Regions with forms of the name, zone and place on the map."""
        return read_table(self.folder / "regions.csv")

    @cached_property
    def municipalities(self) -> list[Row]:
        """Municipalities that exist."""
        return read_table(self.folder / "municipalities.csv.gz")

    @cached_property
    def closed(self) -> list[Row]:
        """Municipalities that ended in a union or disunion."""
        return read_table(self.folder / "closed.csv.gz")

    @cached_property
    def successions(self) -> list[Row]:
        """What the closed ones became."""
        return read_table(self.folder / "successions.csv.gz")
