"""CPU milliseconds that can be compared between machines and moments: measured × 21 / the loop of the same run."""
from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REFERENCE = 21.0


def loop_ms() -> float:
    """Median of nine `thread_time` milliseconds of a fixed loop."""
    return statistics.median(one_loop() for _ in range(9))


def one_loop() -> float:
    """The loop once."""
    started = time.thread_time()
    x = 0
    for i in range(300_000):
        x += i * i % 7
    return (time.thread_time() - started) * 1000


@dataclass(frozen=True)
class Row:
    """A figure of the table; `aim` None is a figure without one."""

    name: str
    n: int
    value: float
    unit: str
    aim: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the aim is met."""
        return self.aim is None or self.value <= self.aim

    @property
    def key(self) -> str:
        """Name under which it is kept."""
        return f"{self.name} | {self.n} | {self.unit}"


def calibrated_ms(act: Callable[[], object], times: int = 30, warm: int = 5) -> float:
    """Median calibrated CPU milliseconds of an act; the loop is measured before and after."""
    for _ in range(warm):
        act()
    before, spent = loop_ms(), []
    for _ in range(times):
        started = time.thread_time()
        act()
        spent.append((time.thread_time() - started) * 1000)
    return statistics.median(spent) * REFERENCE / statistics.mean((before, loop_ms()))
