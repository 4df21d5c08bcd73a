"""Take a file in: store it, and owe its check."""
from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction

from ops.files import file_policy, store_file
from ops.imports.kinds import KINDS
from ops.imports.limits import OLE, FileProblem, Limits
from ops.jobs import start_job
from ops.models import ImportBatch, PrivateFile

PURPOSE = "import"
FOREIGN = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")


def take_file(kind: str, upload: File[Any], by: Any, at: datetime, source: str = "", options: dict[str, Any] | None = None) -> ImportBatch:
    """A batch that is being checked. Raises PermissionDenied, FileProblem for a kind of file that has a better form, ops.files.FileRefused."""
    if not KINDS[kind].may_import(by):
        raise PermissionDenied
    refuse_foreign(upload)
    file = store_file(upload, PURPOSE, kind, by, {"xlsx", "csv"}, Limits().size)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            kind=kind, source=source, file=file, name=file.name, sha256=file.sha256, by=by, options=options or {},
        )
        start_check(batch, by)
    return batch


def start_check(batch: ImportBatch, by: Any) -> None:
    """Owe the dry run, in the caller's transaction."""
    batch.state, batch.problem = ImportBatch.State.CHECKING, {}
    batch.job = start_job("import.check", batch.name, by, {"batch": batch.pk})
    batch.save(update_fields=["state", "problem", "job"])


def refuse_foreign(upload: File[Any]) -> None:
    """Workbooks of other formats are answered with what to do. Raises FileProblem."""
    ending = Path(upload.name or "").suffix.lower()
    head = upload.read(len(OLE))
    upload.seek(0)
    if ending in FOREIGN or head == OLE:
        raise FileProblem("old_xls" if ending in (".xls", "") or head == OLE else "foreign", name=ending[1:].upper())


@file_policy(PURPOSE)
def may_read(user: Any, file: PrivateFile) -> bool:
    """Whoever may import files of this kind."""
    kind = KINDS.get(file.owner_key)
    return kind is not None and kind.may_import(user)
