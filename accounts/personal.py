"""The registry of personal data: each room says what it holds about one person, and erases it when told.

`accounts` knows a person as its user; a room that keeps people without a user finds them by the user's link or e-mail.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import User


@dataclass(frozen=True)
class Section:
    """Part of an export: a title for the reader and rows of plain JSON values (dates as ISO text)."""

    title: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Erased:
    """What an erasure did in one room: counts by model label; what stays and the law or reason it stays by."""

    deleted: dict[str, int] = field(default_factory=dict)
    anonymised: dict[str, int] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Holder:
    """One room's answer. `models` are labels ("people.Person") of every table of the room with data of a person."""

    room: str
    models: frozenset[str]
    collect: Callable[[User], Iterable[Section]]
    erase: Callable[[User, datetime], Erased]


HOLDERS: dict[str, Holder] = {}


class HolderTwice(ValueError):
    """A room has one holder."""


def holds(room: str, models: Iterable[str], collect: Callable[[User], Iterable[Section]], erase: Callable[[User, datetime], Erased]) -> None:
    """Register a room; called from its `apps.py`. Raises HolderTwice."""
    if room in HOLDERS:
        raise HolderTwice(room)
    HOLDERS[room] = Holder(room, frozenset(models), collect, erase)
