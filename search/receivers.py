"""What other rooms' events do to the index. The only writer of the index besides the rebuild."""
from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from ops.models import OutboxRow
from ops.outbox import Later, handles, owe
from ops.versions import next_version
from portfolio.queries import live_practices
from search.documents import all_documents, practice_documents
from search.engines import engine
from search.engines.base import EngineDown, IndexBusy
from search.vocabulary import vocabulary_changed


@handles("practice_changed", "search", limit=200)
def index_practices(rows: list[OutboxRow]) -> None:
    """Index those of the practices that are live now, remove the others; a first index is built whole. Raises Later while another writes or the server is away.

    The lock comes first, then the number, then the rows: a paused runner can't write an older text over a newer one.
    """
    ids = {int(row.key) for row in rows}
    index = engine()
    try:
        if index.is_empty():
            index.rebuild(all_documents)
            return
        with index.batch() as batch:
            version = next_version("search")
            documents = practice_documents(ids, version)
            batch.put(documents)
            batch.drop(ids - {document["pk"] for document in documents}, version)
    except (IndexBusy, EngineDown) as busy:
        raise Later from busy


@handles("sector_changed", "search", limit=50)
def reindex_sectors(rows: list[OutboxRow]) -> None:
    """A sector's names stand in the documents and in the facets: both follow a renaming or a merge."""
    codes = {row.key for row in rows}
    vocabulary_changed()
    owe_again(live_practices().filter(Q(sector__code__in=codes) | Q(subsectors__code__in=codes)).values_list("pk", flat=True).distinct())


@handles("national_project_changed", "search", limit=50)
def reindex_national_projects(rows: list[OutboxRow]) -> None:
    """The name of a national project stands in the documents of its practices and in a facet."""
    codes = {row.key for row in rows}
    vocabulary_changed()
    owe_again(live_practices().filter(national_project__code__in=codes).values_list("pk", flat=True))


@handles("group_changed", "search", limit=50)
def reindex_municipalities(rows: list[OutboxRow]) -> None:
    """The peer group of a municipality stands in the documents of its practices."""
    ids = {int(row.key) for row in rows}
    owe_again(live_practices().filter(places__municipality_id__in=ids).values_list("pk", flat=True).distinct())


def owe_again(ids: Iterable[int]) -> None:
    """One debt per practice, so that a large sector is indexed in batches like anything else."""
    for pk in ids:
        owe("practice_changed", str(pk))
