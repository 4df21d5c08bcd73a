"""The registry of kinds of notifications: what readers may choose about each."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.roles import Role
from accounts.rules.delivery import Way

Words = str | Promise


@dataclass(frozen=True)
class NoticeKind:
    """A kind: its name for readers, how it comes until they choose, whose it is (nobody named: everybody's).

    A `required` one always comes at once by mail and says `why`.
    """

    code: str
    label: Words
    default: Way
    roles: frozenset[str]
    required: bool = False
    why: Words = ""


KINDS: dict[str, NoticeKind] = {}


class KindTwice(ValueError):
    """Two kinds under one code."""


def notice_kind(
    code: str, label: Words, default: str = "now", roles: Iterable[Role] = (), required: bool = False, why: Words = "",
) -> NoticeKind:
    """Register a kind. `default` is "now", "daily", "weekly", "product" (no mail) or "never". Raises KindTwice, ValueError for another word."""
    if code in KINDS:
        raise KindTwice(code)
    KINDS[code] = NoticeKind(code, label, Way.NOW if required else Way(default), frozenset(role.value for role in roles), required, why)
    return KINDS[code]
