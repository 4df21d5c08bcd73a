"""Who may touch practices."""
from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from portfolio.models import Practice

EDITORS = (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)


def is_editor(user: User | AnonymousUser | None) -> bool:
    """Whether this is a signed-in content editor or administrator."""
    return user is not None and user.is_authenticated and user.has_role(*EDITORS)


def user_can_edit_practice(user: User | AnonymousUser | None, practice: Practice | None = None) -> bool:
    """Whether the user may write drafts; a withdrawn practice is closed for everyone."""
    return is_editor(user) and (practice is None or practice.withdrawn_at is None)


def user_can_publish_practice(user: User | AnonymousUser | None, practice: Practice | None = None) -> bool:
    """Whether the user may make a practice live, or take it back."""
    return user_can_edit_practice(user, practice)


def user_can_withdraw_practice(user: User | AnonymousUser | None, practice: Practice) -> bool:
    """Whether the user may withdraw a practice that strangers have read; a draft is deleted instead."""
    return user_can_edit_practice(user, practice) and practice.first_published_at is not None


def user_can_remove_practice(user: User | AnonymousUser | None, practice: Practice) -> bool:
    """Whether the user may delete a draft; what was ever live stays."""
    return user_can_edit_practice(user, practice) and practice.first_published_at is None


def user_can_import(user: User | AnonymousUser | None) -> bool:
    """Whether the user may take in files of practices and see their batches."""
    return is_editor(user)
