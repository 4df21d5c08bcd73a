"""Make the account that an invitation promises."""
from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.create_user import create_user
from accounts.actions.invite import hash_of
from accounts.models import AccessChange, Invitation, User
from accounts.permissions import user_can_manage_roles
from accounts.roles import Role
from accounts.rules.invitations import State


class InvitationGone(Exception):
    """The link was used, ended, taken back, or is none of ours: the answer is the same."""


def open_invitation(token: str, at: datetime, lock: bool = False) -> Invitation:
    """The invitation of this link. Raises InvitationGone, also when whoever sent it may no longer give roles."""
    rows = Invitation.objects.filter(token_hash=hash_of(token))
    row = (rows.select_for_update(of=("self",)) if lock else rows).select_related("by").first()
    if row is None or row.state(at) != State.OPEN or row.by is None or not user_can_manage_roles(row.by):
        raise InvitationGone
    if User.objects.filter(email__iexact=row.email).exists():
        raise InvitationGone
    return row


def accept_invitation(token: str, name: str, password: str, at: datetime) -> User:
    """The account with its roles; its address is proven by the link. The password is checked by the form.

    Raises InvitationGone, also when an account of this address appeared in the same moment.
    """
    try:
        with transaction.atomic():
            row = open_invitation(token, at, lock=True)
            roles = tuple(Role(role) for role in row.roles)
            user = create_user(row.email, password, name.strip(), roles, at, by=row.by, language=row.language)
            row.user, row.accepted_at = user, at
            row.save(update_fields=["user", "accepted_at"])
            AccessChange.objects.create(user=user, kind=AccessChange.Kind.JOINED, by=row.by, at=at)
    except IntegrityError as error:
        raise InvitationGone from error
    return user
