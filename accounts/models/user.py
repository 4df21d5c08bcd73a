"""The user, by e-mail."""
from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import STAFF_ROLES, Role


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user with this address, lower-cased. Raises ValueError without one."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user with every permission; the first administrator."""
        return self.create_user(email, password, **{"is_superuser": True, **fields})


class Theme(models.TextChoices):
    """Colour scheme of the pages."""

    SYSTEM = "system", _("As in the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class TextSize(models.IntegerChoices):
    """Text size in per cent."""

    NORMAL = 100, "100 %"
    LARGE = 125, "125 %"
    LARGEST = 150, "150 %"


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """Someone who signs in. What a role allows stands in each room's `permissions.py`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, error_messages={"unique": _("This address is already registered.")})
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    text_size = models.PositiveSmallIntegerField(choices=TextSize, default=TextSize.NORMAL)
    language = models.CharField(max_length=2, choices=[("ru", "Русский"), ("en", "English")], default="ru")
    place = models.PositiveBigIntegerField(null=True, blank=True, help_text="key of the municipality chosen; no foreign key, for territories stand above this room")
    sessions_number = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_ci")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Name shown in the admin and in letters."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """First word of the name."""
        return self.get_full_name().split()[0]

    @property
    def first_name(self) -> str:
        """Wagtail greets by it."""
        return self.get_short_name()

    @property
    def last_name(self) -> str:
        """Rest of the name."""
        return " ".join(self.get_full_name().split()[1:])

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of this user's roles (one query)."""
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def unread_notices(self) -> int:
        """New notifications, as `accounts.backends` counted them in the query that fetches the user of a request; 0 for a user fetched otherwise."""
        return int(getattr(self, "unread_counted", 0))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session carries: it dies when the password or `sessions_number` (second factor) changes."""
        return salted_hmac("accounts.User.session", f"{self.password}:{self.sessions_number}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        return "".join(word[0] for word in self.get_full_name().split()[:2]).upper()

    def has_role(self, *roles: Role) -> bool:
        """Whether the user holds one of these roles; the superuser holds all."""
        return self.is_active and (self.is_superuser or not self.roles.isdisjoint(roles))

    @property
    def is_staff(self) -> bool:
        """Whether a second factor is demanded."""
        return self.is_superuser or not self.roles.isdisjoint(STAFF_ROLES)


class RoleChange(models.Model):
    """A role given to somebody or taken away; written by the actions, never changed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_changes")
    role = models.CharField(max_length=32, choices=Role)
    is_granted = models.BooleanField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{'+' if self.is_granted else '-'}{self.role} {self.user_id}"
