"""Unique words in every private column; no reader without the right meets one on a page, in a file, search, header, log line, letter or the cache."""
from __future__ import annotations

import json
import logging

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.decide_erasure import decide_erasure
from accounts.actions.invite import send_again
from accounts.models import Erasure, Invitation, Notice, User
from accounts.policy import RULES, SCOPES
from ops.files import full_path
from ops.mail import send_mail_later
from ops.models import Job, OutboxRow
from tests.policy.canaries import HIDDEN, planted
from tests.policy.crawling import START, WORD, Met, cached, crawl, listening, places, text_of, without_echo
from tests.policy.grammar import READERS, VISITOR
from tests.policy.objects import UserFactory

# who has rights of one's own; the others stand where "no role" and "municipal_user" stand, and are asked for the start pages
FULL = (VISITOR, "municipal_user", "regional_coordinator", "selection_officer", "programme_manager", "content_editor", "data_protection_officer",
        "administrator", HIDDEN)
SEARCHES = ("/practices/?q={}", "/en/practices/?q={}", "/desk/people/?q={}", "/desk/users/?q={}", "/territories/lookup/?q={}")
SEARCHED = ("family", "title", "problem", "name", "phone")


@pytest.fixture(scope="module")
def canaries(caller):
    """The words and their rows; their owner reads too."""
    found = planted(UserFactory())
    client = Client()
    client.force_login(found.hidden)
    caller.readers.cookies[HIDDEN] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


def asked(canaries, reader: str) -> list[str]:
    """Addresses for this reader: a few words are searched for by everybody who crawls, all of them by a visitor."""
    if reader not in FULL:
        return list(START)
    words = {column: word for word, (_row, column) in canaries.held.items()}
    some = [words[column] for column in SEARCHED]
    searches = [SEARCHES[0].format(word) for word in canaries.who] if reader == VISITOR else []
    return [*START, *places(canaries.rows), *(address.format(word) for address in SEARCHES for word in some), *searches]


@pytest.fixture(scope="module")
def crawled(caller, canaries):
    """What each reader met, what was logged meanwhile, and what the cache held after each."""
    met: dict[str, Met] = {}
    kept = Met()
    with listening() as lines:
        for reader in (*READERS, HIDDEN):
            cache.clear()
            met[reader] = crawl(caller, reader, asked(canaries, reader), follow=20 if reader in FULL else 0)
            kept.note(cached(), f"after {reader}")
    pages = sum(one.pages for one in met.values())
    print(f"\npolicy: {len(canaries.who)} canaries, {pages:,} pages of {len(met)} readers ({len(FULL)} through everything), {len(lines.text):,} log lines")
    return met, lines, kept


def may(canaries, reader: str, word: str) -> bool:
    """Whether the reader may meet the word."""
    return reader == HIDDEN or reader in canaries.who[word]


def leaks_of(canaries, met: dict[str, Met]) -> list[tuple[str, str, str, list[str]]]:
    """Each word that a reader met without the right: with its column."""
    return [(reader, word, column_of(canaries, word), sorted(where)[:3]) for reader, one in met.items() for word, where in one.found.items()
            if word in canaries.who and not may(canaries, reader, word)]


def column_of(canaries, word: str) -> str:
    """Where it was planted."""
    row, column = canaries.held.get(word, (None, "file"))
    return f"{row._meta.model_name}.{column}" if row is not None else column


def test_at_least_fifty_words_are_planted(canaries):
    assert len(canaries.who) >= 50


def test_no_reader_meets_a_word_without_the_right(crawled, canaries):
    leaks = leaks_of(canaries, crawled[0])
    assert not leaks, "\n".join(map(str, leaks))


def test_no_page_breaks_where_words_stand(crawled):
    assert [(reader, where) for reader, one in crawled[0].items() for where in one.broken if where != "/readyz"
            and not (reader == HIDDEN and "/2fa/" in where)] == []  # a passkey that holds a word and no key cannot be asked


def test_every_word_is_seen_by_somebody_with_the_right_or_is_proven_to_be_held(crawled, canaries):
    seen = {word for reader, one in crawled[0].items() for word in one.found if word in canaries.who and may(canaries, reader, word)}
    unseen = canaries.who.keys() - seen
    absent = [column_of(canaries, word) for word in unseen if not holds(canaries, word)]
    print(f"\npolicy: {len(seen)} words met by readers with the right, {len(unseen)} held by their rows alone: "
          + ", ".join(sorted(column_of(canaries, word) for word in unseen)))
    assert absent == []
    assert len(seen) >= 50


def holds(canaries, word: str) -> bool:
    """Whether the row, read anew, or the file has the word."""
    if word in canaries.files:
        return word.encode() in full_path(canaries.files[word]).read_bytes() or word in text_of(full_path(canaries.files[word]).read_bytes())
    row, column = canaries.held[word]
    return word in str(getattr(type(row)._default_manager.get(pk=row.pk), column))


def test_neither_log_nor_cache_nor_index_holds_a_word(crawled, canaries):
    _met, lines, kept = crawled
    logged = Met()
    for line in lines.text:
        logged.note(line, line[:200])
    files = [path for path in settings.SEARCH_INDEX.rglob("*") if path.is_file()] if settings.SEARCH_INDEX.exists() else []
    indexed = [path.name for path in files if any(word.encode() in path.read_bytes() for word in canaries.who)]
    assert (logged.found, kept.found, indexed) == ({}, {}, [])
    assert lines.text != []


def test_a_line_in_the_log_and_a_key_in_the_cache_are_found(canaries):
    word, met = next(iter(canaries.who)), Met()
    with listening() as lines:
        logging.getLogger("ops").warning("sent to %s", word)
        logging.getLogger("django.request").warning("not found", extra={"body": word})
    cache.set("kept", {"name": word})
    met.note(cached(), "cache")
    cache.clear()
    assert ([word in line for line in lines.text], met.found) == ([True, True], {word: {"cache"}})


def strays(canaries) -> list[tuple[str, str]]:
    """(address, column) of each word in a letter or notice that is owed to somebody without the right."""
    owed = [(to, json.dumps(row.payload, ensure_ascii=False)) for row in OutboxRow.objects.filter(event="mail", dead_at=None)
            for to in (*row.payload["to"], *row.payload["cc"], *row.payload["bcc"])]
    owed += [(row.reader.user.email if row.reader.user else row.reader.address, f"{row.title} {row.text} {row.url}") for row in
             Notice.objects.select_related("reader__user")]
    own = {canaries.hidden.email, *Invitation.objects.filter(email__startswith="canary").values_list("email", flat=True)}
    users = {user.email: user.roles for user in User.objects.prefetch_related("groups")}
    return [(to, column_of(canaries, word)) for to, text in owed for word in set(WORD.findall(text))
            if word in canaries.who and to not in own and not users.get(to, frozenset()) & canaries.who[word]]


def test_letters_and_notices_carry_words_to_those_with_the_right_alone(caller, canaries):
    now, users = timezone.now(), caller.readers.users
    erasure = next(row for row in canaries.rows if isinstance(row, Erasure))
    reason = next(word for word, (row, column) in canaries.held.items() if row == erasure and column == "reason")
    with transaction.atomic():
        decide_erasure(erasure, False, reason, users["data_protection_officer"], now)
        send_again(next(row for row in canaries.rows if isinstance(row, Invitation)), users["administrator"], now)
        letters = OutboxRow.objects.filter(event="mail", dead_at=None)
        carrying = [row for row in letters if WORD.search(json.dumps(row.payload))]
        print(f"\npolicy: {letters.count()} letters owed, {len(carrying)} with a word")
        assert strays(canaries) == [] and len(carrying) >= 1
        send_mail_later("stranger@people.invalid", "Отказ", reason)
        assert strays(canaries) == [("stranger@people.invalid", "erasure.reason")]
        transaction.set_rollback(True)


def test_a_planted_leak_is_found(caller, canaries, monkeypatch):
    monkeypatch.setitem(RULES, (Job, "view"), lambda user, job: True)
    monkeypatch.setitem(SCOPES, Job, lambda user: Job.objects.all())
    job = next(row for row in canaries.rows if isinstance(row, Job))
    met = crawl(caller, "no role", [f"/desk/jobs/{job.public_id}/"], follow=0)
    assert {column for _reader, _word, column, _where in leaks_of(canaries, {"no role": met})} >= {"job.title"}


@pytest.mark.parametrize("page, left", [
    ('<input class="in" id="q" name="q" type="search" value="canaryabcq" maxlength="1000"><title>Практики: canaryabcq</title>', False),
    ('<p class="hint mt-2">Запрос понят так: canaryabcq.</p><a href="/practices/?q=canaryabcq&amp;sort=new">', False),
    ('<input name="q" value="canaryabcq"><a href="/practices/7-x/">canaryabcq</a>', True),
    ('<input name="q" value="canaryabcq"><p>… <mark>canary</mark>abcq …</p>', True),
    ('<input name="q" value="canaryabcq"><input name="phone" value="canaryabcq">', True),
    ('<a href="/practices/7-canaryabcq/">', True), ("<title>Практики</title><h3>canaryabcq</h3>", True),
])
def test_an_echo_is_taken_away_and_a_leak_stays(page, left):
    assert ("canaryabcq" in without_echo(page, "canaryabcq")) is left


