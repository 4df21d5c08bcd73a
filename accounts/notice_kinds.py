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

    A `required` one always comes at once by mail and says `why`; one with a `letter` of its own (editable by staff) needs no second mail:
    it stands in the product only.
    """

    code: str
    label: Words
    default: Way
    roles: frozenset[str]
    required: bool = False
    why: Words = ""
    letter: bool = False


KINDS: dict[str, NoticeKind] = {}


class KindTwice(ValueError):
    """Two kinds under one code."""


def notice_kind(
    code: str, label: Words, default: str = "now", roles: Iterable[Role] = (), required: bool = False, why: Words = "",
    letter: bool = False,
) -> NoticeKind:
    """Register a kind. `default` is "now", "daily", "weekly", "product" (no mail) or "never". Raises KindTwice, ValueError for another word."""
    if code in KINDS:
        raise KindTwice(code)
    way = (Way.PRODUCT if letter else Way.NOW) if required else Way(default)
    KINDS[code] = NoticeKind(code, label, way, frozenset(role.value for role in roles), required, why, letter)
    return KINDS[code]
