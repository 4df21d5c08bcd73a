"""Outbox: owe, lease, settle, wait, bury."""
from __future__ import annotations

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from ops import outbox
from ops.letters import CHUNK, KEEP_DONE, purge_outbox, retry_letters
from ops.models import OutboxRow
from ops.outbox import ATTEMPTS, Later, LeaseLost, drain, drain_all, drain_once, extend, handles, lease, owe, settle, wait_after


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch):
    """No handler but the test's."""
    monkeypatch.setattr(outbox, "SUBSCRIPTIONS", {})


@pytest.fixture
def seen():
    """Keys that handlers were given, a list per call."""
    return []


def record(seen, event="e", name="h", limit=50, bad=()):
    """A handler that notes its keys and fails on those that are bad."""
    @handles(event, name, limit)
    def run(rows):
        seen.append([row.key for row in rows])
        if found := [row.key for row in rows if row.key in bad]:
            raise RuntimeError(f"bad {found}")

    return run


def states():
    return {row.key: "done" if row.done_at else "dead" if row.dead_at else f"open {row.attempts}" for row in OutboxRow.objects.all()}


def test_owe_writes_a_row_per_handler(db, seen):
    record(seen, name="b")
    record(seen, name="a")
    record(seen, event="other")
    assert [(row.handler, row.key, row.payload) for row in owe("e", "7", {"x": 1})] == [("a", "7", {"x": 1}), ("b", "7", {"x": 1})]


def test_owe_in_a_roll_back_owes_nothing(db, seen):
    record(seen)
    with pytest.raises(RuntimeError), transaction.atomic():
        owe("e", "7")
        raise RuntimeError
    assert drain_all() == 0


def test_owe_without_handler_owes_nothing(db):
    assert owe("e", "7") == []


@pytest.mark.parametrize(("rows", "calls"), [(1, [1]), (2, [2]), (3, [3]), (4, [3, 1])])
def test_batch_at_its_limit(db, seen, rows, calls):
    record(seen, limit=3)
    for n in range(rows):
        owe("e", str(n))
    assert drain_all() == rows
    assert [len(keys) for keys in seen] == calls


def test_handler_runs_outside_of_a_transaction(committing_db):
    inside = []
    handles("e", "h")(lambda rows: inside.append(connection.in_atomic_block))
    owe("e", "1")
    assert drain() == 1
    assert inside == [False]


@pytest.mark.parametrize(("seconds", "done"), [(-1, 0), (0, 1), (1, 1)])
def test_row_is_taken_from_its_instant_on(db, seen, seconds, done):
    record(seen)
    now = timezone.now()
    owe("e", "1", due_at=now)
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        assert drain() == done


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 4), (2, 8), (7, 256), (10, 2048), (11, 3600), (500, 3600)])
def test_wait_doubles_up_to_an_hour(attempts, seconds):
    waits = [wait_after(attempts).total_seconds() for _ in range(200)]
    assert seconds * 0.75 <= min(waits) < max(waits) <= seconds
    assert len(set(waits)) > 100


def test_bad_row_stands_alone(db, seen):
    record(seen, bad={"3"})
    for n in range(5):
        owe("e", str(n))
    assert drain_all() == 4
    assert states() == {"0": "done", "1": "done", "2": "done", "3": "open 1", "4": "done"}
    assert seen == [["0", "1", "2", "3", "4"], ["0"], ["1"], ["2"], ["3"], ["4"]]


def test_bad_row_comes_back_without_company(db, seen):
    record(seen, bad={"3"})
    owe("e", "3")
    drain()
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        owe("e", "4")
        owe("e", "5")
        seen.clear()
        assert drain_all() == 2
    assert seen == [["4", "5"], ["3"]]


def test_row_is_buried_after_all_attempts(db, seen, caplog):
    record(seen, bad={"3"})
    owe("e", "3")
    now = timezone.now()
    for day in range(ATTEMPTS + 2):
        with time_machine.travel(now + timedelta(days=day, seconds=1)):
            drain()
    assert (states(), len(seen)) == ({"3": "dead"}, ATTEMPTS)
    assert OutboxRow.objects.get().error == "RuntimeError(\"bad ['3']\")"
    assert [record.levelno for record in caplog.records].count(logging.ERROR) == 1


def test_row_that_kills_its_runner_is_buried_and_spares_its_neighbours(db, settings):
    """A lease that dies unsettled counts as an attempt; after the second the rows are taken one by one, the least tried first."""
    settings.OUTBOX_LEASE_SECONDS = 30
    handles("e", "h")(lambda rows: None)
    for n in range(3):
        owe("e", str(n))
    now, taken = timezone.now(), []
    for minute in range(ATTEMPTS + 3):
        with time_machine.travel(now + timedelta(minutes=minute, seconds=1)):
            if min((row.attempts for row in OutboxRow.objects.filter(done_at=None)), default=0) == ATTEMPTS:
                drain_once()
                break
            token, rows = lease()
            taken.append([row.key for row in rows])
            if "1" not in taken[-1]:  # those with the bad row die with it and settle nothing
                settle(token, rows, done_at=timezone.now())
    assert states() == {"0": "done", "1": "dead", "2": "done"}
    assert OutboxRow.objects.get(key="1").error == "the runner died at it 8 times"
    assert taken == [["0", "1", "2"], ["0", "1", "2"], ["0"], ["1"], ["2"], *[["1"]] * (ATTEMPTS - 3)]


def test_row_without_handler_is_buried_with_the_reason(db, seen):
    record(seen)
    owe("e", "1")
    outbox.SUBSCRIPTIONS.clear()
    assert drain_once() == outbox.Drained(1, 0)
    assert (states(), OutboxRow.objects.get().error) == ({"1": "dead"}, "no handler h of e any more")


def test_later_costs_no_attempt_and_waits(db):
    waits = [timedelta(seconds=60)]

    @handles("e", "h")
    def run(rows):
        if waits:
            raise Later("locked", waits.pop())

    for n in range(3):
        owe("e", str(n))
    now = timezone.now()
    assert drain() == 0
    assert states() == {"0": "open 0", "1": "open 0", "2": "open 0"}
    for seconds, done in ((58, 0), (62, 3)):
        with time_machine.travel(now + timedelta(seconds=seconds)):
            assert drain() == done


def test_failure_does_not_end_the_round(db, seen):
    record(seen, event="a", bad={"1"})
    record(seen, event="b")
    owe("a", "1")
    owe("b", "2")
    assert drain_all() == 1
    assert states() == {"1": "open 1", "2": "done"}


def test_settle_writes_under_its_own_lease_only(db, seen):
    record(seen)
    owe("e", "1")
    token, rows = lease()
    OutboxRow.objects.update(lease="another")
    assert settle(token, rows, done_at=timezone.now()) == 0
    assert states() == {"1": "open 1"}


def test_runner_that_was_overtaken_writes_nothing(db, settings):
    """It slept longer than its lease; another did the work meanwhile."""
    def overtaken(rows):
        OutboxRow.objects.update(lease="another", leased_until=timezone.now() + timedelta(minutes=1))
        raise RuntimeError("too late to matter")

    handles("e", "h")(overtaken)
    owe("e", "1")
    assert drain() == 0
    row = OutboxRow.objects.get()
    assert (row.lease, row.error) == ("another", "")


def test_extend_lengthens_the_lease_and_hears_of_its_loss(db, seen, settings):
    settings.OUTBOX_LEASE_SECONDS = 30
    record(seen)
    owe("e", "1")
    token, rows = lease()
    with time_machine.travel(timezone.now() + timedelta(seconds=20)):
        extend(rows)
    with time_machine.travel(timezone.now() + timedelta(seconds=40)):
        assert lease() [1] == []
    OutboxRow.objects.update(lease="another")
    with pytest.raises(LeaseLost):
        extend(rows)


def test_progress_forgives_earlier_attempts(db, seen):
    record(seen)
    owe("e", "1")
    OutboxRow.objects.update(attempts=5)
    _, rows = lease()
    extend(rows)
    assert (rows[0].attempts, states()) == (6, {"1": "open 6"})
    extend(rows, progress=True)
    assert (rows[0].attempts, states()) == (1, {"1": "open 1"})


@pytest.mark.parametrize(("reaper", "taken"), [(True, 1), (False, 0)])
def test_dead_lease_is_taken_over_by_the_reaper_only(db, seen, settings, reaper, taken):
    settings.OUTBOX_LEASE_SECONDS = 30
    record(seen)
    owe("e", "1")
    lease()
    assert drain(reaper=reaper) == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert drain(reaper=reaper) == taken


def test_lanes_do_not_see_each_others_rows(db, seen):
    record(seen, event="job")
    record(seen, event="e")
    owe("job", "1")
    owe("e", "2")
    assert drain_all(lane="-job") == 1
    assert states() == {"1": "open 0", "2": "done"}
    assert drain_all(lane="job") == 1


def test_look_at_nothing_takes_no_write_lock(committing_db, django_assert_num_queries, seen):
    """One read and no BEGIN, at no row and at a hundred done ones."""
    record(seen)
    for rows in (0, 100):
        for n in range(rows):
            owe("e", str(n))
        drain_all()
        with django_assert_num_queries(1):
            assert drain_once() == outbox.Drained()


def test_batch_costs_the_same_at_one_row_and_at_fifty(committing_db, django_assert_num_queries, seen):
    record(seen)
    for rows in (1, 50):
        for n in range(rows):
            owe("e", str(n))
        with django_assert_num_queries(5 + 2):  # look, first, batch, lease, settle; BEGIN and COMMIT
            assert drain_once().settled == rows


@pytest.mark.parametrize(("seconds", "kept"), [(-1, 1), (0, 1), (1, 0)])
def test_purge_at_its_limit(db, seconds, kept):
    now = timezone.now()
    OutboxRow.objects.create(event="e", handler="h", key="old", due_at=now, done_at=now - KEEP_DONE - timedelta(seconds=seconds))
    OutboxRow.objects.create(event="e", handler="h", key="dead", due_at=now, dead_at=now - timedelta(days=400))
    purge_outbox(now)
    assert OutboxRow.objects.filter(key="old").count() == kept
    assert OutboxRow.objects.filter(key="dead").count() == 1


@pytest.mark.parametrize("rows", [CHUNK - 1, CHUNK, CHUNK + 1])
def test_purge_takes_everything_in_chunks(db, rows):
    now = timezone.now()
    OutboxRow.objects.bulk_create(
        OutboxRow(event="e", handler="h", key=str(n), due_at=now, done_at=now - timedelta(days=30)) for n in range(rows)
    )
    purge_outbox(now)
    assert OutboxRow.objects.count() == 0


@pytest.fixture
def letters(db, seen):
    """Two dead letters and an open row; the first two work again."""
    record(seen)
    now = timezone.now()
    return [
        OutboxRow.objects.create(event="e", handler="h", key=key, due_at=now, attempts=8, dead_at=dead, error="broke", payload={"who": "secret"})
        for key, dead in (("1", now), ("2", now), ("3", None))
    ]


def command(*arguments):
    from io import StringIO

    out = StringIO()
    call_command("outbox", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_command_lists_dead_letters_without_their_words(letters):
    *lines, last = command()
    assert [line.split("\t")[0] for line in lines] == [str(letters[0].pk), str(letters[1].pk)]
    assert lines[0].split("\t")[2:] == ["e→h", "1", "8", "broke"]
    assert last == "dead letters: 2, due now: 1"
    assert command("list") == [*lines, last]


def test_command_retries_those_named(letters, seen):
    assert command("retry", letters[0].pk) == ["due again: 1"]
    drain_all()
    assert states()["1"] == "done" and states()["2"] == "dead"


def test_command_retries_all(letters):
    assert command("retry", "--all") == ["due again: 2"]
    assert states() == {"1": "open 0", "2": "open 0", "3": "open 8"}


@pytest.mark.parametrize("arguments", [["retry"], ["retry", "--all", "1"], ["retry", "999"], ["drop", "999", "--reason", "x"], ["drop", "1"], ["shred"]])
def test_command_says_what_is_wrong(letters, arguments):
    before = states()
    with pytest.raises(CommandError):
        command(*arguments)
    assert states() == before


def test_command_drops_one_with_its_reason(letters):
    assert command("drop", letters[1].pk, "--reason", "sent by hand") == [f"dropped: {letters[1].pk}"]
    row = OutboxRow.objects.get(key="2")
    assert (row.error, row.done_at is None) == ("dropped: sent by hand", False)
    assert [line.split("\t")[0] for line in command()[:-1]] == [str(letters[0].pk)]


@pytest.mark.parametrize("lost", [False, True])
def test_burial_tells_the_handler_once_and_only_of_rows_still_ours(db, lost):
    told = []

    @handles("e", "h", on_bury=lambda rows, reason: told.append(([row.key for row in rows], reason)))
    def run(rows):
        if lost:
            OutboxRow.objects.update(lease="another")
        raise RuntimeError("broke")

    owe("e", "1")
    OutboxRow.objects.update(attempts=ATTEMPTS - 1)
    drain_all()
    assert (told, states()["1"]) == (([], f"open {ATTEMPTS}") if lost else ([(["1"], "RuntimeError('broke')")], "dead"))


def test_burial_is_undone_when_its_hook_fails(db):
    def on_bury(rows, reason):
        raise ZeroDivisionError

    @handles("e", "h", on_bury=on_bury)
    def run(rows):
        raise RuntimeError

    owe("e", "1")
    OutboxRow.objects.update(attempts=ATTEMPTS - 1)
    with pytest.raises(ZeroDivisionError):
        drain_once()
    assert states() == {"1": f"open {ATTEMPTS}"}


def test_retry_tells_the_handler_of_dead_letters_alone(letters):
    told = []
    handles("e", "h", on_retry=lambda rows: told.extend(row.key for row in rows))(lambda rows: None)
    assert (retry_letters([letters[0].pk, letters[2].pk]), told) == (1, ["1"])
    assert (retry_letters(), told) == (1, ["1", "2"])
