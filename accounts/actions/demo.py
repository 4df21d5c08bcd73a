"""The users of the demo, with a password that stands in the documentation; production refuses to start beside them."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.create_user import create_user
from accounts.models import User
from accounts.roles import Role

DEMO_PASSWORD = "demo-demo-demo"
OFFICER = "dpo@demo.invalid"
MANAGER = "manager@demo.invalid"


@dataclass(frozen=True)
class DemoUser:
    """One login of the demo; `title` says what it is for."""

    email: str
    name: str
    role: Role
    title: str | Promise


DEMO_USERS = (
    DemoUser("editor@demo.invalid", "Варвара Лукошкина", Role.CONTENT_EDITOR, _("Content editor: practices, imports, pages")),
    DemoUser("admin@demo.invalid", "Савва Перелесов", Role.ADMINISTRATOR, _("Administrator: everything an editor does, and set-up")),
    DemoUser(MANAGER, "Ангелина Порошина", Role.PROGRAMME_MANAGER, _("Programme manager: intakes, streams, people")),
    DemoUser(OFFICER, "Мирон Заречный", Role.DATA_PROTECTION_OFFICER, _("Data protection officer: consents, read log, erasure")),
    DemoUser("coordinator@demo.invalid", "Аркадий Плёсов", Role.REGIONAL_COORDINATOR, _("Regional coordinator: confirms who works where")),
    DemoUser("mayor@demo.invalid", "Раиса Приозёрная", Role.MUNICIPAL_USER, _("Municipal user: looks for practices")),
)


def create_demo_users(at: datetime) -> list[User]:
    """The users that are not there yet are made; the others are left as they are. All of them, in the order of `DEMO_USERS`."""
    found = {user.email: user for user in User.objects.filter(email__in=[demo.email for demo in DEMO_USERS])}
    return [
        found.get(demo.email) or create_user(demo.email, DEMO_PASSWORD, demo.name, (demo.role,), at, is_demo=True)
        for demo in DEMO_USERS
    ]
