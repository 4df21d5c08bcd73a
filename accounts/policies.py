"""Rights in the back office by role, for rooms whose rights are no rows of Django's permission table."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy

from accounts.models import User
from accounts.roles import Role


class RolePolicy(BasePermissionPolicy):
    """Whoever holds one of the roles may do the named acts with every row of the model; nobody else sees it."""

    def __init__(self, model: type[models.Model], roles: Iterable[Role], actions: Iterable[str] = ("add", "change", "delete", "view")) -> None:
        super().__init__(model)
        self.roles = tuple(roles)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """By role, at the moment of asking."""
        return action in self.actions and user.is_authenticated and user.has_role(*self.roles)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        """Active holders of the roles."""
        if self.actions.isdisjoint(actions):
            return User.objects.none()
        return User.objects.filter(is_active=True, groups__name__in=[role.value for role in self.roles]).distinct()
