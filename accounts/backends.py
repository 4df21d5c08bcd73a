"""Who is signed in, with what every page of theirs shows."""
from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Notice, User


class Backend(AuthenticationBackend):
    """allauth's, which also counts the new notifications in the query that fetches the user, so that the bell costs none."""

    def get_user(self, user_id: Any) -> User | None:
        """The user while active; `unread_notices` stands on it."""
        unread = Notice.objects.filter(reader__user=OuterRef("pk"), read_at__isnull=True).order_by().values("reader").annotate(number=Count("*"))
        counted = Coalesce(Subquery(unread.values("number"), output_field=IntegerField()), 0)
        user = User.objects.filter(pk=user_id).annotate(unread_counted=counted).first()
        return user if user is not None and self.user_can_authenticate(user) else None
