"""The colour of a sector."""
from __future__ import annotations


def hue_of(code: str) -> str:
    """CSS class of the sector's mark, the same for its second level: "WST.cont" → "d-wst"."""
    return "d-" + code.split(".")[0].lower()
