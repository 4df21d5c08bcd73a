"""After three failures in a row nobody waits for a server that does not answer; every half minute one request tries again."""
from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES, PAUSE = 3, 30.0  # in a row; seconds


class Breaker:
    """Counts failures; open while it lets nobody through. Safe for threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.failures, self.until = clock, 0, 0.0
        self._lock = threading.Lock()

    def lets_through(self) -> bool:
        """Whether to ask the server: always while closed; while open one caller after each pause."""
        with self._lock:
            if self.failures < FAILURES:
                return True
            if self.clock() < self.until:
                return False
            self.until = self.clock() + PAUSE
            return True

    def succeeded(self) -> None:
        """The server answered: closed again."""
        self.failures = 0

    def failed(self) -> None:
        """The server did not answer."""
        with self._lock:
            self.failures += 1
            self.until = self.clock() + PAUSE
