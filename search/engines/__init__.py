"""Engines behind one interface; `engine()` is the one in use."""
from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine


@cache
def embedded_in(root: Path) -> EmbeddedEngine:
    """One engine per folder and process: it keeps the open index."""
    return EmbeddedEngine(root)


def engine() -> Engine:
    """The engine chosen by the settings."""
    return embedded_in(Path(settings.SEARCH_INDEX))
