"""A kind of job for tests and journeys: it fails until it is told otherwise, and can be held while it is watched."""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ops import jobs

KIND = "test.failing"
CAUSE = "Нет связи с реестром."


class FailingJob:
    """What the test turns: `broken` makes it fail at half; `hold` cleared lets it wait there."""

    def __init__(self) -> None:
        self.broken = True
        self.hold = threading.Event()
        self.hold.set()

    def run(self, job: jobs.Job, progress: jobs.Progress) -> dict:
        """Four rows; at the second it waits for the test, and fails while broken."""
        progress.total(4)
        progress.at(0)
        progress.step(done=2)
        if not self.hold.wait(20):
            raise jobs.JobFailed("the test let go")
        if self.broken:
            raise jobs.JobFailed(CAUSE)
        progress.step(done=2)
        return {"rows": 4}


@contextmanager
def failing_job() -> Iterator[FailingJob]:
    """The kind, for the length of a test: `start_job(KIND, title, by)` starts it."""
    made = FailingJob()
    jobs.job_kind(KIND, "Проба")(made.run)
    try:
        yield made
    finally:
        jobs.WORKS.pop(KIND), jobs.TRAITS.pop(KIND)
