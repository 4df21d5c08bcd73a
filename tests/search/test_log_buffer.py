"""Counts in memory: they add up over threads, and there is an end to their number."""
import sys
import threading
from datetime import date

from search.log_buffer import Buffer, Counts

DAY = date(2026, 11, 24)


def test_counts_add_up_by_day_and_words():
    buffer = Buffer()
    buffer.add(DAY, "парк", Counts(asked=1, nothing=1))
    buffer.add(DAY, "парк", Counts(asked=1, opened=2))
    buffer.add(date(2026, 11, 25), "парк", Counts(asked=1))
    assert buffer.take() == {(DAY, "парк"): Counts(2, 1, 2), (date(2026, 11, 25), "парк"): Counts(1)}
    assert buffer.take() == {}


def test_full_buffer_counts_known_words_only():
    buffer = Buffer(most=2)
    kept = [buffer.add(DAY, word, Counts(asked=1)) for word in ("а", "б", "в", "а")]
    assert (kept, buffer.take()) == ([True, True, False, True], {(DAY, "а"): Counts(2), (DAY, "б"): Counts(1)})


def test_put_back_joins_what_was_counted_meanwhile():
    buffer = Buffer()
    buffer.add(DAY, "парк", Counts(asked=2))
    taken = buffer.take()
    buffer.add(DAY, "парк", Counts(asked=3))
    assert (buffer.put_back(taken), buffer.take()) == (True, {(DAY, "парк"): Counts(5)})


class Unlocked:
    """The control: no lock at all."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


class Slow(dict):
    """Hands over to another thread between reading and writing."""

    def get(self, key, default=None):
        found = super().get(key, default)
        threading.Event().wait(0.0005)
        return found


def counted(lock) -> int:
    buffer = Buffer()
    buffer._lock, buffer._counts = lock, Slow()
    threads = [threading.Thread(target=lambda: [buffer.add(DAY, "парк", Counts(asked=1)) for _ in range(25)]) for _ in range(8)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(before)
    return buffer.take()[DAY, "парк"].asked


def test_threads_lose_nothing_and_without_the_lock_they_do():
    assert counted(threading.Lock()) == 200
    assert counted(Unlocked()) < 200
