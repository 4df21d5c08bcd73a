"""Make an account whose address needs no further proof."""
from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.actions.grant_role import grant_role
from accounts.models import User
from accounts.roles import Role


def create_user(
    email: str, password: str, name: str, roles: tuple[Role, ...], at: datetime, is_demo: bool = False, by: User | None = None, language: str = "ru",
) -> User:
    """A user with these roles and a verified address; `by` None is a command run on the server.

    Raises IntegrityError when the address is taken, PermissionDenied when `by` may not give roles.
    """
    with transaction.atomic():
        user = User.objects.create_user(email, password, name=name, is_demo=is_demo, date_joined=at, language=language)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        for role in roles:
            grant_role(user, role, by=by, at=at)
    return user
