"""What a room supplies so that its rows can be imported: a rule, an action and the way back."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Protocol

from ops.imports.table import SourceRow, Table
from ops.models import ImportBatch, ImportRow
from ops.models.imports import Outcome, RowState


@dataclass(frozen=True)
class ColumnFound:
    """A column of the file; `key` is empty for one that nobody knows."""

    letters: str
    header: str
    key: str


@dataclass(frozen=True)
class Message:
    """What is to be said of a cell: level error, warning, info or change; `code` and `params` are put into words when shown."""

    level: str
    code: str
    cell: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    column: str = ""
    before: str = ""
    after: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {name: value for name, value in asdict(self).items() if value or name in ("level", "code")}


@dataclass(frozen=True)
class Checked:
    """The dry run's word on a row; `values` is what `apply` will need."""

    number: int
    key: str
    outcome: Outcome
    title: str = ""
    place: str = ""
    messages: tuple[Message, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    object_id: int | None = None
    stamp: str = ""


@dataclass(frozen=True)
class Applied:
    """What was written: the object, what undo restores (None for a new one), and its stamp."""

    object_id: int
    stamp: str
    before: dict[str, Any] | None = None


class Refused(Exception):
    """The row cannot be written or published now; the others go on."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class Checker(Protocol):
    """The row rule of one run; it remembers keys it has seen."""

    def check(self, rows: Sequence[SourceRow]) -> list[Checked]:
        """Outcomes of a chunk, in its order."""
        ...


class ImportKind(Protocol):
    """Rows of one sort. `apply`, `undo` and `publish` are called inside a transaction."""

    name: str
    sheet: str

    def checker(self, batch: ImportBatch, table: Table, at: datetime) -> tuple[Checker, list[ColumnFound]]:
        """The rule for this file. Raises FileProblem when columns are missing."""
        ...

    def apply(self, row: ImportRow, batch: ImportBatch, by: Any, at: datetime) -> Applied:
        """Create or change as a draft. Raises Refused."""
        ...

    def undo(self, row: ImportRow, by: Any, at: datetime) -> RowState:
        """Take the row back: UNDONE, or KEPT when it was edited since."""
        ...

    def publish(self, row: ImportRow, by: Any, at: datetime) -> str:
        """Make the row live; its new stamp. Raises Refused with what is missing."""
        ...

    def words(self, code: str, params: Mapping[str, Any]) -> str:
        """A code of this kind in words, in the reader's language; empty for one it does not know."""
        ...

    def label(self, key: str) -> str:
        """Header of a column, for before and after."""
        ...

    def may_import(self, user: Any) -> bool:
        """Who may take in such a file and see its batch."""
        ...

    def may_publish(self, user: Any) -> bool:
        """Who may make its rows live."""
        ...


KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Make a kind known by its name."""
    KINDS[kind.name] = kind


def kind_of(batch: ImportBatch) -> ImportKind:
    """The kind of a batch. Raises KeyError for one that is no longer registered."""
    return KINDS[batch.kind]
