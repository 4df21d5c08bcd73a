"""Starts that are refused, and the commands before a real start."""
import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions.demo import DEMO_USERS, create_demo_users
from accounts.checks import no_demo_users_in_production, one_web_process_without_shared_cache, refuse_bad_accounts
from accounts.models import User
from accounts.roles import Role
from tests.people import PASSWORD, someone


@pytest.mark.parametrize(("mode", "demo", "databases", "ids"), [
    ("production", True, ["default"], ["accounts.E001"]), ("production", False, ["default"], []),
    ("embedded", True, ["default"], []), ("production", True, None, []),
])
def test_demo_users_refuse_production_only(db, settings, mode, demo, databases, ids):
    settings.MODE = mode
    if demo:
        create_demo_users(timezone.now())
    assert [fault.id for fault in no_demo_users_in_production(None, databases)] == ids


def test_bad_accounts_end_the_web_server(db, settings):
    create_demo_users(timezone.now())
    refuse_bad_accounts()
    settings.MODE = "production"
    with pytest.raises(SystemExit, match="editor@demo.invalid"):
        refuse_bad_accounts()


@pytest.mark.parametrize(("workers", "backend", "ids"), [
    ("1", "locmem.LocMemCache", []), ("2", "locmem.LocMemCache", ["accounts.E002"]), ("2", "redis.RedisCache", []),
])
def test_limits_need_one_process_or_a_shared_cache(settings, monkeypatch, workers, backend, ids):
    monkeypatch.setenv("WEB_CONCURRENCY", workers)
    monkeypatch.setitem(settings.CACHES["default"], "BACKEND", f"django.core.cache.backends.{backend}")
    assert [fault.id for fault in one_web_process_without_shared_cache(None)] == ids


def test_remove_demo_users_leaves_the_others(db):
    create_demo_users(timezone.now())
    other, out = someone(Role.CONTENT_EDITOR), io.StringIO()
    call_command("remove_demo_users", stdout=out)
    assert (list(User.objects.all()), out.getvalue()) == ([other], f"Demo users removed: {len(DEMO_USERS)}\n")


def administrator(monkeypatch, email: str, password: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    call_command("create_administrator", email, name="Фёдор Оленин", stdout=io.StringIO())


def test_create_administrator_can_sign_in(db, monkeypatch):
    administrator(monkeypatch, "Boss@People.invalid", PASSWORD)
    user = User.objects.get()
    assert (user.email, user.name, user.roles, user.is_superuser, user.check_password(PASSWORD)) == (
        "boss@people.invalid", "Фёдор Оленин", {Role.ADMINISTRATOR}, False, True)
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).count() == 1


@pytest.mark.parametrize(("email", "password"), [("no address", PASSWORD), ("boss@people.invalid", "короткий"), ("boss@people.invalid", "")])
def test_create_administrator_refuses_bad_input(db, monkeypatch, email, password):
    with pytest.raises(CommandError):
        administrator(monkeypatch, email, password)
    assert User.objects.count() == 0


def test_create_administrator_refuses_a_known_address(db, monkeypatch):
    user = someone(Role.MUNICIPAL_USER)
    with pytest.raises(CommandError, match="registered already"):
        administrator(monkeypatch, user.email.upper(), PASSWORD)
    assert User.objects.get().roles == {Role.MUNICIPAL_USER}
