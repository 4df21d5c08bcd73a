"""A readable address from a Russian title."""
from __future__ import annotations

from territories.rules import spelling


def slug_of(title: str, limit: int = 60) -> str:
    """Latin letters, digits and hyphens, cut at a word where one ends within the limit; `practice` where nothing is left."""
    slug = spelling.slug_of(title)
    if len(slug) > limit:
        head, _, _ = slug[: limit + 1].rpartition("-")
        slug = (head or slug)[:limit]
    return slug or "practice"
