"""Rows of a CSV file, streamed: UTF-8 or windows-1251, comma, semicolon or tab."""
from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.imports.limits import FileProblem
from ops.imports.values import Formula, Value

STEP = 256 * 1024
DELIMITERS = ";,\t"


def encoding_of(path: Path) -> str:
    """`utf-8-sig` where all of it decodes so, else `cp1251`. Raises FileProblem."""
    for name in ("utf-8-sig", "cp1251"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            with path.open("rb") as file:
                while block := file.read(STEP):
                    if b"\0" in block:
                        raise FileProblem("not_a_table")
                    decoder.decode(block)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return name
    raise FileProblem("bad_encoding")


def delimiter_of(line: str) -> str:
    """The separator that stands most often outside of quotes in the header; a comma where there is one column."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for sign in line:
        quoted = quoted != (sign == '"')
        if sign in counts and not quoted:
            counts[sign] += 1
    best = max(DELIMITERS, key=lambda sign: counts[sign])
    return best if counts[best] else ","


@contextmanager
def csv_rows(path: Path) -> Iterator[Iterator[tuple[int, list[Value]]]]:
    """The rows with their numbers; a line break inside quotes is no new row, as in a spreadsheet. Raises FileProblem."""
    with path.open(encoding=encoding_of(path), newline="") as file:
        delimiter = ","
        for line in file:  # the first line that holds something is the header
            if line.strip(" \r\n\t;,"):
                delimiter = delimiter_of(line)
                break
        file.seek(0)
        yield numbered(csv.reader(file, delimiter=delimiter, strict=True))


def numbered(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[Value]]]:
    """Each record with its number. Raises FileProblem."""
    number = 0
    while True:
        number += 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileProblem("csv_broken", row=number) from error
        yield number, [Formula(text) if text.startswith("=") else text or None for text in cells]
