"""Invite somebody by mail; send the letter again; take an invitation back."""
from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.actions.grant_role import NotARole
from accounts.letters import send_letter
from accounts.mailing import site_url
from accounts.models import Invitation, User
from accounts.permissions import user_can_manage_roles
from accounts.roles import Role
from accounts.rules.invitations import VALID, State


class AlreadyHere(Exception):
    """The address has an account, or an invitation that still stands."""


class NotOpen(Exception):
    """The invitation has been accepted or taken back."""


def invite(email: str, name: str, roles: tuple[Role, ...], language: str, by: User, at: datetime) -> Invitation:
    """Owe a letter whose link makes an account with these roles. Raises PermissionDenied, NotARole, AlreadyHere."""
    if not user_can_manage_roles(by):
        raise PermissionDenied
    if Role.VISITOR in roles:
        raise NotARole(Role.VISITOR)
    address, token = email.strip().lower(), secrets.token_urlsafe(32)
    row = Invitation(
        email=address, name=name.strip(), roles=[role.value for role in roles], language=language, token_hash=hash_of(token), by=by, sent_at=at,
    )
    if User.objects.filter(email__iexact=address).exists():
        raise AlreadyHere
    try:
        with transaction.atomic():
            row.save()
            send(row, token)
    except IntegrityError:
        raise AlreadyHere from None
    return row


def send_again(invitation: Invitation, by: User, at: datetime) -> Invitation:
    """A new link for seven days from now; the old one ends. Raises PermissionDenied, NotOpen."""
    if not user_can_manage_roles(by):
        raise PermissionDenied
    with transaction.atomic():
        row, token = standing(invitation), secrets.token_urlsafe(32)
        row.token_hash, row.sent_at, row.by, row.times_sent = hash_of(token), at, by, row.times_sent + 1
        row.save(update_fields=["token_hash", "sent_at", "by", "times_sent"])
        send(row, token)
    return row


def take_back(invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The link ends at once. Raises PermissionDenied, NotOpen."""
    if not user_can_manage_roles(by):
        raise PermissionDenied
    with transaction.atomic():
        row = standing(invitation)
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
    return row


def standing(invitation: Invitation) -> Invitation:
    """The row under a lock, if it was neither accepted nor taken back. Raises NotOpen."""
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.state(row.sent_at) != State.OPEN:
        raise NotOpen
    return row


def hash_of(token: str) -> str:
    """What is kept of a link; the link has 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def send(row: Invitation, token: str) -> None:
    """Owe the letter, in the language of its reader."""
    with translation.override(row.language):
        link = site_url(reverse("users:accept", kwargs={"token": token}))
        roles = ", ".join(str(Role(role).label) for role in row.roles)
        context = {"link": link, "roles": roles, "days": str(VALID.days)}
    send_letter("invitation", row.email, context, key=f"{row.public_id}:{row.times_sent}", language=row.language)
