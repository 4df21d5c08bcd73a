"""What must hold of Elasticsearch before the site may be started with it."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from search.engines import elastic_at
from search.engines.base import EngineDown
from search.schema import SCHEMA_HASH

MAJOR = "8"


@register(deploy=True)
def elasticsearch_fits(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """search.W001: it does not answer (searches are plain till it does); search.E001: another major version; search.E002: alias or schema do not fit."""
    if not settings.ELASTIC_URL:
        return []
    engine = elastic_at(settings.ELASTIC_URL, settings.ELASTIC_PREFIX)
    try:
        version, names = engine.version(), engine.behind(engine.reads)
    except EngineDown as error:
        return [Warning(f"Elasticsearch does not answer: {error}", hint="Start it; until then searches are answered by plain SQL.", id="search.W001")]
    if version.split(".")[0] != MAJOR:
        return [Error(f"Elasticsearch is {version}; the client speaks to version {MAJOR}.", id="search.E001")]
    if len(names) != 1:
        found = "no index" if not names else f"{len(names)} indices"
        return [Error(f"Behind the alias {engine.reads} stand {found}.", hint="Run manage.py search_rebuild.", id="search.E002")]
    health = engine.health()
    return [] if health.ok else [Error(f"{health.detail} (wanted {SCHEMA_HASH}).", hint="Run manage.py search_rebuild.", id="search.E002")]
