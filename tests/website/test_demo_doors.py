"""The demo of registration is made once and does not undo what was decided."""
from datetime import UTC, datetime

from accounts.actions.demo import create_demo_users
from accounts.models import User
from accounts.policy import visible
from territories.actions.add_demo_town import add_demo_town
from territories.actions.decide_registration import approve
from territories.models import MailDomain, RegistrationRequest, TerritoryRole
from website.demo.doors import seed_doors

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_demo_is_made_once(db, reference):
    add_demo_town()
    create_demo_users(AT)
    for _ in range(2):
        seed_doors(AT)
    coordinator = User.objects.get(email="coordinator@demo.invalid")
    waiting = visible(coordinator, RegistrationRequest)
    assert (waiting.filter(state="waiting").count(), TerritoryRole.objects.count(), MailDomain.objects.count()) == (2, 2, 1)
    approve(waiting.first(), coordinator, AT)
    seed_doors(AT)
    assert (RegistrationRequest.objects.count(), waiting.filter(state="waiting").count()) == (2, 1)
    assert User.objects.filter(is_demo=False).count() == 0


def test_without_the_reference_nothing_is_made(db):
    create_demo_users(AT)
    seed_doors(AT)
    assert (RegistrationRequest.objects.count(), TerritoryRole.objects.count()) == (0, 0)
