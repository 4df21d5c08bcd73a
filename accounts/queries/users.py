"""What the desk of users shows."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AccessChange, Invitation, RoleChange, User
from accounts.policy import visible
from accounts.roles import Role

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; "" does not narrow."""

    q: str = ""
    role: str = ""
    state: str = ""
    factor: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the log of one account: a role given or taken, or an act of access."""

    at: datetime
    text: str
    reason: str
    by: str
    is_severe: bool = False


def users_found(reader: Any, wanted: Wanted) -> QuerySet[User]:
    """Users that the reader may see, by address; with `has_factor` and their roles fetched (two queries a page)."""
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    rows = visible(reader, User).annotate(has_factor=Exists(factor)).prefetch_related("groups").order_by("email")
    if wanted.q:
        rows = rows.filter(named(wanted.q))
    if wanted.role:
        rows = rows.filter(groups__isnull=True) if wanted.role == "none" else rows.filter(groups__name=wanted.role)
    if wanted.state:
        rows = rows.filter(is_active=wanted.state == "active")
    if wanted.factor:
        rows = rows.filter(has_factor=wanted.factor == "on")
    return rows


def named(text: str) -> Q:
    """Every word stands in the name or the address. SQLite knows no case beyond Latin, so the usual spellings are asked for."""
    found = Q()
    for word in text.split()[:5]:
        one = Q(email__icontains=word)
        for spelling in {word, word.lower(), word.capitalize(), word.upper()}:
            one |= Q(name__icontains=spelling)
        found &= one
    return found


def role_labels(user: User) -> list[str]:
    """Roles in their order, from what was prefetched."""
    held = {group.name for group in user.groups.all()}
    return [str(role.label) for role in Role if role.value in held]


def log_of_access(user: User) -> list[Entry]:
    """Roles and access in one time line, newest first (three queries)."""
    roles = [
        Entry(change.at, f"{'+' if change.is_granted else '−'} {Role(change.role).label}", "", by_name(change.by))
        for change in RoleChange.objects.filter(user=user).select_related("by")
    ]
    severe = {AccessChange.Kind.BLOCKED, AccessChange.Kind.FACTOR_RESET, AccessChange.Kind.DECLINED}
    acts = [
        Entry(change.at, str(AccessChange.Kind(change.kind).label), change.reason, by_name(change.by), change.kind in severe)
        for change in AccessChange.objects.filter(user=user).select_related("by")
    ]
    return sorted([*roles, *acts], key=lambda entry: entry.at, reverse=True)


def by_name(by: User | None) -> str:
    """Who did it; "" for a command on the server or somebody who is gone."""
    return "" if by is None else by.get_full_name()


def factors_of(user: User) -> dict[str, int]:
    """How many authenticators of each type (one query)."""
    found: dict[str, int] = {}
    for kind in Authenticator.objects.filter(user=user).values_list("type", flat=True):
        found[kind] = found.get(kind, 0) + 1
    return found


def invitations_shown(reader: Any) -> QuerySet[Invitation]:
    """Those that nobody has accepted or taken back, newest first."""
    return visible(reader, Invitation).filter(accepted_at__isnull=True, revoked_at__isnull=True)
