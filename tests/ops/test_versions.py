"""Numbers that only grow."""
from __future__ import annotations

import threading
import time

from django.db import connection

from ops.models import Counter
from ops.versions import next_version


def test_version_grows_from_one_and_by_name(db):
    assert [next_version("a"), next_version("a"), next_version("b"), next_version("a")] == [1, 2, 1, 3]


def race(draw, threads: int = 8, each: int = 15) -> list[int]:
    """Numbers drawn at once."""
    drawn: list[int] = []
    gate = threading.Barrier(threads)

    def work():
        gate.wait()
        for _ in range(each):
            drawn.append(draw("a"))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return drawn


def test_race_draws_no_number_twice(committing_db):
    assert sorted(race(next_version)) == list(range(1, 121))


def test_race_without_the_lock_draws_numbers_twice(committing_db):
    """Control: read, then write."""
    Counter.objects.create(name="a")

    def careless(name: str) -> int:
        value = Counter.objects.get(name=name).value + 1
        time.sleep(0.001)
        Counter.objects.filter(name=name).update(value=value)
        return value

    assert len(set(race(careless, each=5))) < 40
