"""What the screens of imports show of a batch: numbers, the bar, tabs, the acts that are open and why others are not."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ops.imports.kinds import kind_of
from ops.imports.undo import OPEN_JOBS
from ops.models import ImportBatch, Job
from ops.models.imports import Outcome

FILL = {Outcome.CREATE: "f-band", Outcome.CHANGE: "f-now", Outcome.SAME: "f-was", Outcome.REFUSE: "f-alarm"}
WORKING = (ImportBatch.State.CHECKING, ImportBatch.State.APPLYING, ImportBatch.State.PUBLISHING, ImportBatch.State.UNDOING)
GAP = 0.3


@dataclass(frozen=True)
class Part:
    """A piece of the bar, in per cent of its width."""

    fill: str
    start: str
    width: str


@dataclass(frozen=True)
class Tab:
    """A tab with its number; `name` stands in the address."""

    name: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Work:
    """The running or broken work of a batch."""

    title: str
    line: str
    percent: str
    done: int
    total: int
    running: bool
    stopping: bool
    stoppable: bool
    command: bool = False


@dataclass(frozen=True)
class BatchView:
    """A batch as its screens show it; what an act costs is said before it is done."""

    batch: ImportBatch
    create: int
    change: int
    same: int
    refuse: int
    total: int
    writes: int
    drafts: int
    live: int
    failed: int
    kept: int
    problem: str
    work: Work | None
    tone: str
    label: str

    @property
    def known_columns(self) -> int:
        """How many columns of the file mean something."""
        return sum(1 for column in self.batch.columns if column["key"])

    @property
    def unknown_columns(self) -> list[dict[str, str]]:
        """Columns that nobody knows."""
        return [column for column in self.batch.columns if not column["key"]]

    @property
    def parts(self) -> list[Part]:
        """Pieces of the bar with a hair between them; no piece for nothing."""
        counts = {Outcome.CREATE: self.create, Outcome.CHANGE: self.change, Outcome.SAME: self.same, Outcome.REFUSE: self.refuse}
        filled = {outcome: count for outcome, count in counts.items() if count}
        room = 100 - GAP * (len(filled) - 1)
        parts, start = [], 0.0
        for outcome, count in filled.items():
            width = room * count / self.total
            parts.append(Part(FILL[outcome], f"{start:.2f}%", f"{width:.2f}%"))
            start += width + GAP
        return parts

    def tabs(self, current: str) -> list[Tab]:
        """Tabs that hold something; the first is all."""
        state = ImportBatch.State(self.batch.state)
        tabs = [
            ("", _("All"), self.total), ("refuse", _("Refuse"), self.refuse), ("change", _("Change"), self.change),
            ("create", _("Create"), self.create), ("same", _("No change"), self.same), ("failed", _("Not written"), self.failed),
            ("kept", _("Left as edited"), self.kept),
        ]
        if state == state.APPLIED and self.live:
            tabs += [("live", _("Published"), self.live), ("drafts", _("Drafts"), self.drafts)]
        return [Tab(name, label, count, name == current) for name, label, count in tabs if count or not name or name == current]


def batch_view(batch: ImportBatch) -> BatchView:
    """The batch in the reader's language; no query."""
    counts: Mapping[str, int] = batch.counts
    create, change, same, refuse = (counts.get(outcome.value, 0) for outcome in (Outcome.CREATE, Outcome.CHANGE, Outcome.SAME, Outcome.REFUSE))
    problem = kind_of(batch).words(batch.problem["code"], batch.problem["params"]) if batch.problem else ""
    tone, label = badge(batch)
    return BatchView(
        batch, create, change, same, refuse, create + change + same + refuse, create + change, counts.get("is_applied", 0),
        counts.get("is_live", 0), counts.get("is_failed", 0), counts.get("is_kept", 0), problem, work_of(batch), tone, label,
    )


def badge(batch: ImportBatch) -> tuple[str, str]:
    """Tone and word for the list."""
    state = ImportBatch.State(batch.state)
    return {
        state.CHECKED: ("act", _("waits to be applied")), state.UNREADABLE: ("bad", _("not read")), state.APPLIED: ("ok", _("written")),
        state.UNDONE: ("", _("taken back")),
    }.get(state, ("", str(state.label)))


def work_of(batch: ImportBatch) -> Work | None:
    """The work that goes on, or broke off; None for a batch at rest. Of a command on the server nobody knows whether it still runs."""
    job = batch.job
    if batch.state not in WORKING:
        return None
    if job is None:
        return Work(_("A command on the server"), _("How far it is stands on the server"), "0%", 0, 0, False, False, False, command=True)
    running = job.state in OPEN_JOBS
    seen, state = job.done + job.failed, ImportBatch.State(batch.state)
    titles = {
        state.CHECKING: _("We are checking the file"), state.APPLYING: _("We are writing the rows"),
        state.PUBLISHING: _("We are publishing the practices"), state.UNDOING: _("We are taking the batch back"),
    }
    share = min(100.0, seen * 100 / job.total) if job.total else 0.0
    return Work(
        titles[state], line_of(job, seen), f"{share:.1f}%", seen, job.total, running, job.cancel_asked,
        running and state != state.UNDOING and not job.cancel_asked,
    )


def line_of(job: Job, seen: int) -> str:
    """«31 из 44 строк»."""
    if job.state == Job.State.QUEUED:
        return _("Waits for its turn")
    if job.state == Job.State.FAILED:
        return _("Broke off after %(n)s rows") % {"n": seen}
    if not job.total:
        return ngettext("%(n)s row read", "%(n)s rows read", seen) % {"n": seen}
    return _("%(n)s of %(total)s rows") % {"n": seen, "total": job.total}


def can(view: BatchView, user: Any) -> dict[str, bool]:
    """Which acts are open to this reader."""
    state, kind = ImportBatch.State(view.batch.state), kind_of(view.batch)
    broken = view.work is not None and not view.work.running
    publishes = kind.may_publish(user)
    return {
        "apply": state == state.CHECKED and view.writes > 0,
        "go_on": broken and state == state.APPLYING,
        "publish": publishes and view.drafts > 0 and (state == state.APPLIED or (broken and state == state.PUBLISHING)),
        "publish_now": publishes and state == state.CHECKED,
        "undo": (state == state.APPLIED and view.drafts + view.live > 0) or (broken and state != state.CHECKING),
        "fix": state == state.CHECKED,
    }
