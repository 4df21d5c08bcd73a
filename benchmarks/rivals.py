"""What stands beside the product in the same run: full text of SQLite (FTS5) and of PostgreSQL, any word of the question, each at its best order."""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg

from benchmarks.measures import DEPTH

Rank = Callable[[str], list[int]]


def words(text: str) -> list[str]:
    """Distinct words of a question in lower case."""
    return list(dict.fromkeys(re.findall(r"\w+", text.lower())))


def sqlite_rank(passages: dict[int, str]) -> Rank:
    """FTS5 with its own tokeniser and bm25."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE passage USING fts5(body)")
    base.executemany("INSERT INTO passage (rowid, body) VALUES (?, ?)", passages.items())

    def rank(text: str) -> list[int]:
        asked = " OR ".join(f'"{word}"' for word in words(text))
        rows = base.execute("SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY bm25(passage), rowid LIMIT ?", (asked, DEPTH)).fetchall()
        return [key for key, in rows]

    return rank


def postgres_rank(url: str, passages: dict[int, str]) -> Rank:
    """The Russian configuration with ts_rank over a table of this session."""
    base = psycopg.connect(url, autocommit=True)
    base.execute("CREATE TEMPORARY TABLE passage (key integer PRIMARY KEY, found tsvector)")
    with closing(base.cursor()) as cursor:
        cursor.executemany("INSERT INTO passage VALUES (%s, to_tsvector('russian', %s))", list(passages.items()))
    base.execute("CREATE INDEX ON passage USING gin (found)")
    base.execute("ANALYZE passage")

    def rank(text: str) -> list[int]:
        asked = " or ".join(words(text))
        statement = (
            "SELECT key FROM passage, websearch_to_tsquery('russian', %s) AS asked WHERE found @@ asked ORDER BY ts_rank(found, asked) DESC, key LIMIT %s"
        )
        return [key for key, in base.execute(statement, (asked, DEPTH)).fetchall()]

    return rank
