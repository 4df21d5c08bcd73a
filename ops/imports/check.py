"""The dry run: read the file once, row by row, and write down what would happen."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from ops.imports.addresses import cell_address
from ops.imports.kinds import Checked, ColumnFound, kind_of
from ops.imports.limits import FileProblem, Limits
from ops.imports.steps import CHUNK, WRITTEN, Steps, chunks, recount
from ops.imports.table import SourceRow, Table, open_table
from ops.jobs import Cancelled
from ops.models import ImportBatch, ImportRow
from ops.models.imports import Outcome, RowState


def check_batch(batch: ImportBatch, path: Path, at: datetime, progress: Steps, limits: Limits | None = None) -> None:
    """Fill the rows of the batch anew; a crash starts over. A file that cannot be read leaves no rows and its problem."""
    batch.rows.all().delete()
    progress.at(0)
    try:
        read(batch, path, at, progress, limits or Limits())
    except FileProblem as problem:
        unreadable(batch, problem)
    except Cancelled:
        unreadable(batch, FileProblem("stopped"))
        raise
    else:
        recount(batch)
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.CHECKED, problem={})


def unreadable(batch: ImportBatch, problem: FileProblem) -> None:
    """No half of a file is left."""
    batch.rows.all().delete()
    stored = {"code": problem.code, "params": problem.params}
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNREADABLE, problem=stored, counts={})


def read(batch: ImportBatch, path: Path, at: datetime, progress: Steps, limits: Limits) -> None:
    """Stream the rows through the rule into the table. Raises FileProblem."""
    kind = kind_of(batch)
    with open_table(path, limits, kind.sheet) as table:
        checker, columns = kind.checker(batch, table, at)
        ImportBatch.objects.filter(pk=batch.pk).update(sheet=table.sheet[:100], columns=[as_json(column) for column in columns])
        for chunk in chunks(mended(table, batch.options.get("fixes", {})), CHUNK):
            rows = [stored(batch, checked) for checked in checker.check(chunk)]
            with transaction.atomic():
                ImportRow.objects.bulk_create(rows)
            refused = sum(row.outcome == Outcome.REFUSE for row in rows)
            progress.step(len(rows) - refused, refused)


def as_json(column: ColumnFound) -> dict[str, str]:
    """As the batch keeps it."""
    return {"letters": column.letters, "header": column.header, "key": column.key}


def mended(table: Table, fixes: dict[str, Any]) -> Iterator[SourceRow]:
    """Rows with the cells that were replaced on the screen."""
    if not fixes:
        return table.rows
    return (
        replace(row, cells={**row.cells, **{i: fixes[cell_address(i, row.number)] for i in table.header if cell_address(i, row.number) in fixes}})
        for row in table.rows
    )


def stored(batch: ImportBatch, checked: Checked) -> ImportRow:
    """The row of the table for the word of the rule."""
    return ImportRow(
        batch=batch, number=checked.number, key=checked.key[:200], title=checked.title[:200], place=checked.place[:200], values=checked.values,
        outcome=checked.outcome, messages=[message.as_json() for message in checked.messages], object_id=checked.object_id, stamp=checked.stamp,
        state=RowState.WAITING if checked.outcome in WRITTEN else RowState.SKIPPED,
    )
