"""Search by meaning is not there yet, and says so in a way that callers can rely on."""
from __future__ import annotations

import pytest
from pydantic import ValidationError

from config.env import Env
from search.semantic import embedder


def test_without_a_model_every_vector_is_empty():
    made = embedder()
    assert (made.name, made.size, made.query("вывоз мусора"), made.passages(["а", "б"]), made.passages([])) == ("none", 0, (), [(), ()], [])


def test_unknown_embedder_refuses_the_start(monkeypatch):
    monkeypatch.setenv("SCHOOL_EMBEDDER", "magic")
    with pytest.raises(ValidationError, match="embedder\n  Input should be 'none'"):
        Env()
