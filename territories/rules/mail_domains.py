"""What a mail domain proves."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
LONGEST = 253


def domain_of(email: str) -> str:
    """What stands after the last @, as it is compared."""
    return plain(email.rpartition("@")[2])


def plain(domain: str) -> str:
    """Lower case, Cyrillic in its ASCII form, without dots at the ends; "" for what is no domain of at least two parts."""
    try:
        text = domain.strip().strip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    parts = text.split(".")
    return text if len(parts) > 1 and len(text) <= LONGEST and all(LABEL.fullmatch(part) for part in parts) else ""


def and_above(domain: str) -> Iterator[str]:
    """The domain, then those it lies in, down to two parts: a.tula.gov.example, tula.gov.example, gov.example."""
    parts = domain.split(".")
    for start in range(len(parts) - 1):
        yield ".".join(parts[start:])


def is_public(domain: str, hosts: Collection[str]) -> bool:
    """Whether anybody may have an address there, so that it proves nothing."""
    return any(name in hosts for name in and_above(domain))
