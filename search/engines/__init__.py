"""Engines behind one interface; `engine()` is the one in use. Only that one is imported: each client holds some 20 MiB in every process."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from search.engines.base import Engine

if TYPE_CHECKING:
    from search.engines.elastic import ElasticEngine
    from search.engines.embedded import EmbeddedEngine


@cache
def embedded_in(root: Path) -> EmbeddedEngine:
    """One engine per folder and process: it keeps the open index."""
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(root)


@cache
def elastic_at(url: str, prefix: str) -> ElasticEngine:
    """One engine per server and process: it keeps the connections and the breaker."""
    from search.engines.elastic import ElasticEngine

    return ElasticEngine(url, prefix)


def engine() -> Engine:
    """The engine chosen by the settings: the server if there is an address, else the index on this machine's disk."""
    if settings.ELASTIC_URL:
        return elastic_at(settings.ELASTIC_URL, settings.ELASTIC_PREFIX)
    return embedded_in(Path(settings.SEARCH_INDEX))
