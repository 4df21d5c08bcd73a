"""Text of public files for the index: read in a process of its own, under limits, and kept by practice and file."""
from __future__ import annotations

from typing import TYPE_CHECKING

from search.extraction.run import KINDS, LONGEST, Limits, Unreadable, extract

if TYPE_CHECKING:
    from portfolio.models import Practice

__all__ = ["KINDS", "LONGEST", "Limits", "Unreadable", "extract", "text_of"]


def text_of(practice: Practice) -> str:
    """The texts of the practice's public files in the order of their names; empty without files. Prefetch `file_texts` where many are read."""
    return "\n".join(row.text for row in sorted(practice.file_texts.all(), key=lambda row: row.place) if row.text)
