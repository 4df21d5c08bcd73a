"""An index of its own for each test that asks for one."""
from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def index(settings, tmp_path) -> Path:
    """An empty folder for the index."""
    settings.SEARCH_INDEX = tmp_path / "index"
    return settings.SEARCH_INDEX
