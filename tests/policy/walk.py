"""Every route of the product, as the resolver knows it; the two languages are folded into one."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern, URLResolver

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


class Route(NamedTuple):
    """A route: its whole pattern, its name, whether it also lives under /en/, and its view."""

    pattern: str
    name: str
    in_languages: bool
    plain: bool
    view: Any

    def address(self, arguments: Mapping[str, Any]) -> str:
        """The path with these arguments. Raises KeyError for one that is missing."""
        return "/" + ARGUMENT.sub(lambda found: str(arguments[found[1]]), self.pattern)


def routes(patterns: Any = None, prefix: str = "", space: str = "", languages: bool = False, plain: bool = True) -> Iterator[Route]:
    """All of them, in the order in which they are tried."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        text = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        inside = languages or isinstance(entry.pattern, LocalePrefixPattern)
        simple = plain and (isinstance(entry.pattern, RoutePattern | LocalePrefixPattern) or not text)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + text, space + (f"{entry.namespace}:" if entry.namespace else ""), inside, simple)
        else:
            yield Route(prefix + text, space + (entry.name or ""), inside, simple, entry.callback)
