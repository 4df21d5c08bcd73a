"""What other rooms' events do to the index. The only writer of the index besides the rebuild."""
from __future__ import annotations

from ops.models import OutboxRow
from ops.outbox import Later, handles
from ops.versions import next_version
from search.documents import all_documents, practice_documents
from search.engines import engine
from search.engines.base import IndexBusy


@handles("practice_changed", "search", limit=200)
def index_practices(rows: list[OutboxRow]) -> None:
    """Index those of the practices that are live now, remove the others; a first index is built whole. Raises Later while another writes.

    The lock comes first, then the number, then the rows: a paused runner can't write an older text over a newer one.
    """
    ids = {int(row.key) for row in rows}
    index = engine()
    try:
        if index.is_empty():
            index.rebuild(all_documents)
            return
        with index.batch() as batch:
            documents = practice_documents(ids, next_version("search"))
            batch.put(documents)
            batch.drop(ids - {document["pk"] for document in documents})
    except IndexBusy as busy:
        raise Later from busy
