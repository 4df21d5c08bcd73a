"""Search by meaning, a later extra (decision 17): the interface of what turns texts into vectors, and the one that makes none.

A real embedder joins the results of the words by rank; the query tree and the engines stay as they are.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings

Vector = tuple[float, ...]


class Embedder(Protocol):
    """Texts to vectors of one length; `size` 0 means that there are none."""

    name: str
    size: int

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        """A vector per text of the catalogue."""

    def query(self, text: str) -> Vector:
        """The vector of what was asked."""


class NoEmbedder:
    """Words alone: every vector is empty."""

    name, size = "none", 0

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        """See `Embedder`."""
        return [() for _ in texts]

    def query(self, text: str) -> Vector:
        """See `Embedder`."""
        return ()


EMBEDDERS: dict[str, type[Embedder]] = {"none": NoEmbedder}


def embedder() -> Embedder:
    """The embedder that the settings name."""
    return EMBEDDERS[settings.EMBEDDER]()
