"""Hostile input through the real view, on both engines: 200 or a clear 400, no exception, no fall-back to plain SQL, and the process lives."""
from __future__ import annotations

import logging
import os
import random
import uuid
from urllib.parse import quote

import pytest

from search.documents import all_documents
from search.engines import elastic_at, engine
from search.engines.elastic import ElasticEngine
from tests.factories import portfolio as practices
from tests.factories.taxonomy import sector

ELASTIC = os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")
needs_elastic = pytest.mark.skipif(not ELASTIC, reason="Elasticsearch is absent: make services")
SEED = 20_261_124
PIECES = (
    "мусор", "вывоз", "44-ФЗ", "ТКО", "Ё", "parking", "а\u0301\u0301\u0301", "\u0301" * 30, "(", ")", "[", "]", "{", "}", '"', "«", "»", "„", "'", "\\", "/", "-", "--", "+", "*", "?", "~9", "^99",
    ":", "title:", "pk:[* TO *]", "AND", "OR", "NOT", "&&", "||", "!", "_exists_:q", "/.*/", "<script>", "%", "%00", "%ff", "\x00", "\x01", "\x1b", "\x7f", "\t", "\r\n", "\u2028", "\u200b", "\u200d",
    "\u202e", "\u2066", "שלום", "مرحبا", "汉字", "😀", "👩‍👩‍👧", "\ufeff", "\ufffe", "\ufffd", "𝕏", "ꙮ", "1e999", "-0", "٣", "½", "'; DROP TABLE", "${jndi:x}", "{{7*7}}", "я" * 90, "1" * 60, "ß", "İ", "ﬁ",
)
NAMES = ("sort", "page", "sector", "region", "group", "kind", "year", "status", "funding", "district", "literal", "year_from", "year_to", "cost_from", "cost_to", "pop_from", "months_to", "unknown", "q[]", "")
VALUES = ("", "0", "-1", "1", "99999999999999999999", "1e309", "NaN", "inf", "0x10", "WST", "WST.cont", "relevance", "cost", "title", "1,5", "٣", "\x00", "' OR 1=1", "я", "2024", "1" * 400)
RAW = ("%", "%%", "%zz", "%d0", "%D0%", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%u0430", "+", "&", "&&=", "=", ";", "q", "%00", "%ff%fe")
LONG = ("(" * 3_000, " ".join(f"слово{n}" for n in range(10_000)), "а" + "\u0301" * 999, "«" * 1_000, "-а " * 333, "а б " * 250, "\u200d" * 1_000, "😀" * 1_000, "(" * 1_000, '"' * 999)


def words(dice: random.Random) -> str:
    """A typed text: pieces with and without spaces; now and then a monster."""
    if dice.random() < 0.04:
        return dice.choice(LONG)
    return "".join(dice.choice(PIECES) + dice.choice(("", " ", " ")) for _ in range(dice.randrange(1, 25)))


def query_string(dice: random.Random) -> str:
    """The raw end of an address: words, repeated and wrong parameters, broken percent signs."""
    pairs = [("q", words(dice)) for _ in range(dice.choice((0, 1, 1, 1, 1, 2)))]
    pairs += [(dice.choice(NAMES), dice.choice(VALUES)) for _ in range(dice.choice((0, 0, 1, 3, 60)))]
    dice.shuffle(pairs)
    raw = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
    for _ in range(dice.choice((0, 0, 0, 1, 4))):
        at = dice.randrange(len(raw) + 1)
        raw = raw[:at] + dice.choice(RAW) + raw[at:]
    return raw


def faults(client, caplog, number: int, seed: int = SEED) -> list[str]:
    """What went wrong over so many addresses; each is named by itself, so that it can be tried again."""
    dice, found = random.Random(seed), []
    for _ in range(number):
        raw = query_string(dice)
        caplog.clear()
        try:
            answer = client.get("/practices/", QUERY_STRING=raw)
        except Exception as error:
            found.append(f"{raw[:300]}: {error!r}")
            continue
        if answer.status_code not in (200, 400):
            found.append(f"{raw[:300]}: {answer.status_code}")
        elif answer.status_code == 400 and "Запрос слишком длинный" not in answer.content.decode():
            found.append(f"{raw[:300]}: 400 without a word")
        elif answer.status_code == 200 and answer.context["plain"]:
            found.append(f"{raw[:300]}: the engine refused")
        found += [f"{raw[:300]}: logged {record.getMessage()}" for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info]
    return found


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=needs_elastic)])
def site(request, db, settings, tmp_path):
    """Three practices on either engine; whoever asks is not counted, so that nothing but the search answers."""
    settings.SEARCH_INDEX = tmp_path / "index"
    if request.param == "elastic":
        settings.ELASTIC_URL, settings.ELASTIC_PREFIX = ELASTIC, f"test-{uuid.uuid4().hex[:8]}"
        made = engine()
        assert isinstance(made, ElasticEngine)
        made.refresh = True
    practices.live(title="Вывоз мусора из дворов", sector_id=sector("WST").pk)
    practices.live(title="Ремонт котельной по 44-ФЗ", sector_id=sector("HCS").pk)
    practices.live(title="Парковки у школ", sector_id=sector("TRN").pk)
    engine().rebuild(all_documents)
    yield request.param
    if request.param == "elastic":
        for name in made.client.indices.get(index=f"{settings.ELASTIC_PREFIX}-*"):
            made.client.indices.delete(index=name)
        elastic_at.cache_clear()


def test_five_hundred_hostile_addresses_are_answered(site, client, caplog):
    assert faults(client, caplog, 500) == []


@pytest.mark.nightly
def test_five_thousand_hostile_addresses_are_answered(site, client, caplog):
    assert faults(client, caplog, 5_000, SEED + 1) == []


def test_planted_bug_is_found(site, client, caplog, monkeypatch):
    """Control: the same search with the typed text handed to an engine's own parser."""
    import tantivy

    from search import find
    from search.engines.embedded import SCHEMA

    parser, real = tantivy.Index(SCHEMA), find.understand

    def careless(query, words):
        parser.parse_query(query.text, ["title_exact"])
        return real(query, words)

    monkeypatch.setattr(find, "understand", careless)
    assert len(faults(client, caplog, 60)) > 5
