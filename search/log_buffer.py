"""Counts of queries between two writings: in the memory of a web process, bounded, safe for its threads."""
from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MOST = 2_000  # different words; what is new beyond them is not counted till the next writing
Key = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often words were asked for, how often nothing was found, how often a practice was opened from their results."""

    asked: int = 0
    nothing: int = 0
    opened: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.asked + other.asked, self.nothing + other.nothing, self.opened + other.opened)


class Buffer:
    """Adding takes a lock for a few instructions and waits for nobody who writes."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._counts: dict[Key, Counts] = {}

    def add(self, day: date, words: str, counts: Counts) -> bool:
        """Count; False where the buffer is full of other words."""
        return self.put_back({(day, words): counts})

    def take(self) -> dict[Key, Counts]:
        """Everything counted so far; the buffer is empty then."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken

    def put_back(self, counts: Mapping[Key, Counts]) -> bool:
        """What could not be written joins what was counted meanwhile; False where some of it found no room."""
        room = True
        with self._lock:
            for key, more in counts.items():
                known = self._counts.get(key)
                if known is not None:
                    self._counts[key] = known + more
                elif len(self._counts) < self.most:
                    self._counts[key] = more
                else:
                    room = False
        return room
