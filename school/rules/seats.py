"""How many places are left: the stream's and the intake's, whichever is fewer."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seats:
    """Places of a stream and of its intake (persons), and how many of each are taken by those who study, are on leave or have completed."""

    capacity: int
    in_stream: int
    places: int
    in_intake: int

    @property
    def left_in_stream(self) -> int:
        """Free places of the stream; never below zero, though a stream may have been made smaller than its list."""
        return max(0, self.capacity - self.in_stream)

    @property
    def left_in_intake(self) -> int:
        """Free places of the intake; never below zero."""
        return max(0, self.places - self.in_intake)

    @property
    def left(self) -> int:
        """How many more can be enrolled into this stream."""
        return min(self.left_in_stream, self.left_in_intake)


def lacks_places(streams: tuple[int, ...], places: int) -> int:
    """By how many places the streams together promise more than the intake has; 0 is "they fit"."""
    return max(0, sum(streams) - places)
