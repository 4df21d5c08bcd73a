"""The row rule: what will become of each row, and why."""
from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ops.imports.addresses import cell_address
from ops.imports.kinds import Checked, Message
from ops.imports.table import SourceRow
from ops.imports.values import as_text, fold
from ops.models.imports import Outcome
from portfolio.fields import PracticeFields
from portfolio.importing.build import build
from portfolio.importing.columns import BY_KEY, INDICATORS
from portfolio.importing.layout import Layout
from portfolio.importing.lookups import Lookups
from portfolio.importing.reading import Row, read_row
from portfolio.importing.serial import to_json
from portfolio.importing.shown import shown
from portfolio.importing.stamp import stamp_of
from portfolio.models import Practice
from portfolio.rules.publication import missing_for_publication

LONGEST_SHOWN = 240


class PracticeChecker:
    """One run over one file: it remembers the keys it has seen and asks each word once."""

    def __init__(self, layout: Layout, source: str, today: date) -> None:
        self.layout, self.source, self.today = layout, source, today
        self.lookups = Lookups()
        self.seen: dict[str, str] = {}

    def check(self, rows: Sequence[SourceRow]) -> list[Checked]:
        """Outcomes in the order of the rows. One query for the practices that are there already; each of those costs its revision."""
        read = [read_row(row, self.layout, self.lookups, self.today) for row in rows]
        keys = [self.key_of(row) for row in read]
        there = {
            practice.source_key: practice
            for practice in Practice.objects.select_related("latest_revision").filter(source=self.source, source_key__in=[k for k in keys if k])
        }
        return [self.outcome(row, key, there.get(key)) for row, key in zip(read, keys, strict=True)]

    def key_of(self, row: Row) -> str:
        """The code, or what the map names, or a hash of title, municipality and start; empty while one of these cannot be read."""
        if self.layout.key:
            return "·".join(as_text(row.source.cells.get(index)) for index in self.layout.key)[:200]
        if code := row.values.get("code"):
            return str(code)
        title, place = row.values.get("title"), row.values.get("place")
        if not title or not place or ("start" in row.raw and "start" not in row.values):
            return ""
        start = row.values.get("start")
        return "#" + hashlib.sha256(f"{fold(title)}|{place}|{start or ''}".encode()).hexdigest()[:24]

    def key_cell(self, row: Row) -> str:
        """Where the key stands: its own column, else the title."""
        if self.layout.key:
            return cell_address(self.layout.key[0], row.source.number)
        return self.layout.address("code" if row.values.get("code") else "title", row.source.number)

    def outcome(self, row: Row, key: str, practice: Practice | None) -> Checked:
        """Refuse, create, change or leave one row."""
        check_indicators(row)
        if not row.is_refused:
            self.check_key(row, key)
        elif key:
            self.seen.setdefault(key, self.key_cell(row))
        if practice is not None and practice.withdrawn_at is not None:
            row.say("error", "code" if row.values.get("code") else "title", "withdrawn", number=practice.code)
        if row.is_refused:
            return self.checked(row, key, Outcome.REFUSE)
        current = practice.get_latest_revision_as_object().as_fields() if practice else None
        fields = build(row.values, current, self.source, key)
        values = {"fields": to_json(fields), "filled": filled(row.values), "indicators": len(fields.indicators)}
        if practice is None or current is None:
            self.note_gaps(row, fields)
            return self.checked(row, key, Outcome.CREATE, values)
        if fields == current:
            return self.checked(row, key, Outcome.SAME, {}, practice)
        self.note_gaps(row, fields)
        row.messages[:0] = self.changes(row, current, fields)
        return self.checked(row, key, Outcome.CHANGE, values, practice)

    def check_key(self, row: Row, key: str) -> None:
        """A key that stood higher up is refused with both cells."""
        cell = self.key_cell(row)
        first = self.seen.setdefault(key, cell)
        if first != cell:
            row.messages.append(Message("error", "key_twice", cell, {"first": first, "key": "" if key.startswith("#") else key}))

    def note_gaps(self, row: Row, fields: PracticeFields) -> None:
        """Say what publication will ask for; a draft may lack it."""
        if gaps := missing_for_publication(fields):
            row.messages.append(Message("info", "not_ready", params={"gaps": [str(gap.value) for gap in gaps]}))

    def changes(self, row: Row, old: PracticeFields, new: PracticeFields) -> list[Message]:
        """Before and after of each cell that differs."""
        before, after = shown(old, self.lookups), shown(new, self.lookups)
        found = [
            Message("change", "changed", self.layout.address(key, row.source.number), column=key, before=brief(before[key]), after=brief(after[key]))
            for key in BY_KEY if key in before and before[key] != after[key]
        ]
        return found or [Message("change", "changed_otherwise")]

    def checked(
        self, row: Row, key: str, outcome: Outcome, values: Mapping[str, Any] | None = None, practice: Practice | None = None,
    ) -> Checked:
        """The word on the row; title and place as they stand in the file where they could not be read."""
        place = row.values.get("place")
        raw = as_text(row.raw.get("place")) or as_text(row.raw.get("oktmo"))
        return Checked(
            row.source.number, key, outcome, " ".join(as_text(row.raw.get("title")).split())[:200],
            (self.lookups.label(place) if place else f"«{raw}»" if raw else "")[:200], tuple(row.messages), values or {},
            practice.pk if practice else None, stamp_of(practice) if practice else "",
        )


def check_indicators(row: Row) -> None:
    """Figures need the name of what was measured; the end does not stand before the start."""
    for n in INDICATORS:
        said = {key: value for key, value in row.values.items() if key.startswith(f"ind{n}.") and value is not None}
        if said and f"ind{n}.name" not in said and f"ind{n}.name" in row.values:
            row.say("error", f"ind{n}.name", "indicator_nameless", cells=[row.layout.address(key, row.source.number) for key in said])
    start, end = row.values.get("start"), row.values.get("end")
    if start and end and end < start:
        row.say("error", "end", "end_before_start", start=as_text(start))


def filled(values: Mapping[str, Any]) -> int:
    """How many cells of the row hold something, indicators apart."""
    return sum(1 for key, value in values.items() if value is not None and value != () and not key.startswith("ind"))


def brief(value: object) -> str:
    """A value for the table of changes."""
    text = as_text(value)  # type: ignore[arg-type]
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
