"""Two administrators who block or unmake each other at the same moment: one of them stays. Without the lock both would go."""
import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone

from accounts.actions.block_user import block_user
from accounts.actions.last_administrator import LastAdministrator
from accounts.actions.revoke_role import revoke_role
from accounts.models import User
from accounts.roles import Role
from tests.people import someone

ROUNDS = 5


def at_once(*acts) -> list[BaseException | None]:
    """Run them together; what each raised."""
    raised: list[BaseException | None] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number, act):
        try:
            start.wait()
            act()
        except BaseException as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def left() -> int:
    return User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR.value).count()


@pytest.mark.parametrize("pair", ["block and block", "revoke and revoke", "block and revoke"])
def test_one_administrator_stays(committing_db, pair):
    now = timezone.now()
    for number in range(ROUNDS):
        one, two = (someone(Role.ADMINISTRATOR, email=f"{name}{number}@people.invalid", second_factor=False) for name in "ab")
        User.objects.exclude(pk__in=[one.pk, two.pk]).filter(groups__name=Role.ADMINISTRATOR.value).update(is_active=False)
        first, second = pair.split(" and ")
        acts = {
            "block": lambda user: (lambda: block_user(user, "x", None, now)),
            "revoke": lambda user: (lambda: revoke_role(user, Role.ADMINISTRATOR, None, now)),
        }
        raised = at_once(acts[first](one), acts[second](two))
        assert [type(error) for error in raised if error] == [LastAdministrator]
        assert left() == 1


def test_without_the_lock_both_would_go(committing_db):
    """The control: the same look before the same write, outside of a transaction that holds the group."""
    one, two = (someone(Role.ADMINISTRATOR, email=f"{name}@people.invalid", second_factor=False) for name in "ab")
    looked = threading.Barrier(2)

    def careless(user):
        others = User.objects.filter(groups__name=Role.ADMINISTRATOR.value, is_active=True).exclude(pk=user.pk).exists()
        looked.wait()
        if others:
            with transaction.atomic():
                user.groups.remove(Group.objects.get(name=Role.ADMINISTRATOR.value))

    assert at_once(lambda: careless(one), lambda: careless(two)) == [None, None]
    assert left() == 0
