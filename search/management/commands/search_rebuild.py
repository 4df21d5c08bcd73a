"""`manage.py search_rebuild`: a new index beside the old one, swapped in at the end."""
from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.documents import all_documents
from search.engines import engine
from search.engines.base import EngineDown, IndexBusy


class Command(BaseCommand):
    """Rebuilds the index from the live practices."""

    help = "Build the search index anew from the live practices; readers keep the old one until the new one is whole"

    def add_arguments(self, parser: Any) -> None:
        """One switch."""
        parser.add_argument("--if-missing", action="store_true", help="do nothing if there is an index of this schema")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError while another process writes the index or the engine is away."""
        index = engine()
        if options["if_missing"] and not index.is_empty():
            return
        started = time.perf_counter()
        try:
            number = index.rebuild(all_documents)
        except IndexBusy:
            raise CommandError("Another process is writing the index. Try again in a minute.") from None
        except EngineDown as error:
            raise CommandError(f"The search engine does not answer: {error} Start it, then try again; until then searches are plain.") from None
        self.stdout.write(f"{number} practices indexed in {time.perf_counter() - started:.1f} s")
