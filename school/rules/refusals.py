"""Why something is not possible: a code for the words, and the figures that belong in them."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Value = int | str | date


@dataclass(frozen=True)
class Refusal:
    """One reason; `params` are pairs in the order in which the words name them."""

    code: str
    params: tuple[tuple[str, Value], ...] = ()


def refusal(code: str, **params: Value) -> Refusal:
    """A reason with its figures."""
    return Refusal(code, tuple(params.items()))
