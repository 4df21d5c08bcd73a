"""Two notifications each for the demo's administrator and municipal user, so that the bell has something to show; nothing goes by mail."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify
from accounts.roles import Role
from territories.registration_letters import DECIDED
from website.telling import DONE

ADMINISTRATOR, MAYOR = "admin@demo.invalid", "mayor@demo.invalid"


@transaction.atomic
def seed_notices(at: datetime) -> None:
    """Told once; kinds that stand in the product only."""
    told = ((ADMINISTRATOR, tell_administrator), (MAYOR, tell_mayor))
    users = {user.email: user for user in User.objects.filter(email__in=[email for email, _tell in told], is_demo=True)}
    for email, tell in told:
        if email in users:
            with translation.override(users[email].language):
                tell(users[email], at)


def tell_administrator(user: User, at: datetime) -> None:
    """The examples came in, the territories are there."""
    done = _("Done: %(title)s")
    notify(user, DONE.code, done % {"title": _("loading the territories")}, "", reverse("website:territories"), "demo:territories", at - timedelta(hours=2))
    notify(user, DONE.code, done % {"title": _("import of the example practices")}, "", reverse("search:catalogue"), "demo:practices", at - timedelta(hours=1))


def tell_mayor(user: User, at: datetime) -> None:
    """The registration was confirmed, and a role came with it."""
    notify(user, DECIDED, _("Your registration is confirmed"), "", reverse("website:desk"), "demo:confirmed", at - timedelta(hours=2))
    title = _("You have a new role: %(role)s") % {"role": Role.MUNICIPAL_USER.label}
    notify(user, DECIDED, title, "", reverse("website:desk"), "demo:role", at - timedelta(hours=1))
