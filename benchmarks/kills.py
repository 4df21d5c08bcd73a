"""A thousand kills of the embedded writer (`bench-full` only): how often the index could not be read, lost a batch or held half of one."""
from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.calibration import Row

KILLS, ROUND = 1_000, 100


def run(full: bool) -> list[Row]:
    """Nothing in the short run: twenty kills are in the tests."""
    if not full:
        return []
    from tests.search.engines.test_kills import kill_writers

    bad, batches, began = 0, 0, time.monotonic()
    for _ in range(KILLS // ROUND):
        with tempfile.TemporaryDirectory() as folder:
            try:
                batches += kill_writers(Path(folder), ROUND)[0]
            except AssertionError as error:
                print(f"a killed writer left: {error}", file=sys.stderr)
                bad += 1
    return [
        Row("killed writers: indexes spoilt", KILLS, bad, "", 0), Row("killed writers: batches written", KILLS, batches, ""),
        Row("killed writers: all of it", KILLS, time.monotonic() - began, "s"),
    ]
