"""Demo of registration: a coordinator with a region, a mayor with a town, two people who wait, a mail domain that is known."""
from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.actions.create_user import create_user
from accounts.actions.demo import DEMO_PASSWORD
from accounts.models import User
from accounts.roles import Role
from territories.actions.give_territory_role import HeldAlready, give_territory_role
from territories.actions.join import ask_again
from territories.models import MailDomain, Municipality, Region, RegistrationRequest, Territory

REGION = "nizhegorodskaya-oblast"
DOMAIN = "novoreche.demo.invalid"
WAITING = (("tikhon@demo.invalid", "Тихон Заречный"), ("marfa@demo.invalid", "Марфа Лугова"))


def seed_doors(at: datetime) -> None:
    """Made once; what somebody has decided since stays decided."""
    region = Region.objects.select_related("territory").filter(slug=REGION).first()
    town = Municipality.objects.select_related("territory").filter(region=region, demo=True).first()
    if region is None or town is None:  # another reference was loaded
        return
    hold("coordinator@demo.invalid", Role.REGIONAL_COORDINATOR, region.territory, at)
    hold("mayor@demo.invalid", Role.MUNICIPAL_USER, town.territory, at)
    MailDomain.objects.get_or_create(domain=DOMAIN, defaults={"territory": town.territory, "note": "вымышлено"})
    other = Municipality.objects.filter(region=region, valid_to=None, demo=False).order_by("territory__name").first() or town
    for (email, name), place in zip(WAITING, (town, other), strict=True):
        user = User.objects.filter(email=email).first() or create_user(email, DEMO_PASSWORD, name, (), at, is_demo=True)
        if not RegistrationRequest.objects.filter(user=user).exists():
            ask_again(user, place, at)


def hold(email: str, role: Role, territory: Territory, at: datetime) -> None:
    """The demo user plays the role there; once."""
    user = User.objects.filter(email=email, is_demo=True).first()
    if user is not None:
        try:
            give_territory_role(user, role, territory, None, at, timezone.localdate(at))
        except HeldAlready:
            pass
