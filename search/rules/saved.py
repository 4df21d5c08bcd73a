"""When a saved search is told of its news, what it is called, and how its news read. Pure."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.rules.delivery import Way, next_digest

LEAD = timedelta(minutes=30)  # before the reader's digest, so that what is found still gets into it
NAME_LENGTH, TITLE_LENGTH, SHOWN = 120, 80, 20


def next_run(frequency: str, at: datetime, zone: str, hour: int, weekday: int) -> datetime | None:
    """The next look strictly after `at`: half an hour before the reader's digest; None for a search that does not tell."""
    if frequency not in (Way.DAILY, Way.WEEKLY):
        return None
    return next_digest(Way(frequency), at + LEAD, zone, hour, weekday) - LEAD


def cut(text: str, length: int) -> str:
    """The text in one line, cut at the last whole word."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[:length]
    return (head.rsplit(None, 1)[0] if " " in head else head[:-1]) + "…"


def proposed_name(text: str, filters: Sequence[str], otherwise: str) -> str:
    """The words and the chosen filters in one line."""
    return cut(", ".join([*([text] if text.strip() else []), *filters]) or otherwise, NAME_LENGTH)


def news_lines(titles: Sequence[tuple[str, bool]], changed: str, rest: str) -> str:
    """The first titles, one a line; `changed` marks those that are not new, `rest` ends a list that goes on."""
    lines = [f"– {f'{changed} ' if is_changed else ''}{cut(title, TITLE_LENGTH)}" for title, is_changed in titles[:SHOWN]]
    return "\n".join([*lines, *([rest] if rest else [])])
