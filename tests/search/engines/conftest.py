"""Each engine in turn; tests that ask for it run once per engine."""
from __future__ import annotations

import os
import uuid
from collections.abc import Iterator

import pytest

from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine

ELASTIC = os.environ.get("SCHOOL_TEST_ELASTIC_URL", "")
needs_elastic = pytest.mark.skipif(not ELASTIC, reason="Elasticsearch is absent: make services")


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=needs_elastic)])
def fresh(request, tmp_path) -> Iterator[Engine]:
    """An engine that has no index yet."""
    if request.param == "embedded":
        yield EmbeddedEngine(tmp_path)
        return
    made = ElasticEngine(ELASTIC, prefix=f"test-{uuid.uuid4().hex[:8]}", refresh=True)
    yield made
    for name in made.client.indices.get(index=f"{made.lock.removesuffix('lock')}*"):
        made.client.indices.delete(index=name)
