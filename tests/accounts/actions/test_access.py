"""Invitations, blocking, resetting the second factor, ending sessions: who may, what is left, what is told."""
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.actions import accept_invitation as action
from accounts.actions.accept_invitation import InvitationGone, accept_invitation
from accounts.actions.block_user import block_user, unblock_user
from accounts.actions.grant_role import NotARole
from accounts.actions.invite import AlreadyHere, NotOpen, invite, send_again, take_back
from accounts.actions.last_administrator import LastAdministrator
from accounts.actions.reset_second_factor import reset_second_factor, sign_out_everywhere
from accounts.models import AccessChange, Invitation, User
from accounts.roles import Role
from accounts.rules.invitations import VALID
from ops.models import OutboxRow
from tests.people import PASSWORD, someone

AT = timezone.now()
SECOND = timedelta(seconds=1)
NEW = "ольховый-причал-38-север"
OTHERS = [role for role in Role if role not in (Role.VISITOR, Role.ADMINISTRATOR)]


def link() -> str:
    """The token of the newest letter."""
    body = OutboxRow.objects.filter(event="mail").order_by("-pk").first().payload["body"]
    return body.split("/accounts/invitation/")[1].split("/")[0]


def asked(email="new@people.invalid", by=None, roles=(Role.CURATOR, Role.ANALYST)) -> Invitation:
    return invite(email, "Зоя", roles, "ru", by or someone(Role.ADMINISTRATOR), AT)


def changes(user) -> list:
    return list(AccessChange.objects.filter(user=user).order_by("pk").values_list("kind", "reason", "by__email"))


def test_invited_person_gets_the_roles_and_a_proven_address(db):
    row = asked(" New@People.invalid ")
    assert (row.email, row.times_sent, Invitation.objects.count()) == ("new@people.invalid", 1, 1)
    token = link()
    assert token not in row.token_hash
    user = accept_invitation(token, "Зоя Берестова", NEW, AT)
    assert (user.email, user.name, user.roles, user.check_password(NEW)) == (row.email, "Зоя Берестова", {Role.CURATOR, Role.ANALYST}, True)
    assert list(user.emailaddress_set.values_list("verified", "primary")) == [(True, True)]
    assert changes(user) == [("joined", "", "administrator@people.invalid")]
    assert set(user.role_changes.values_list("by__email", flat=True)) == {"administrator@people.invalid"}


def test_link_works_once(db):
    asked()
    token = link()
    accept_invitation(token, "Зоя", NEW, AT)
    with pytest.raises(InvitationGone):
        accept_invitation(token, "Зоя", NEW, AT)
    assert User.objects.filter(email="new@people.invalid").count() == 1


@pytest.mark.parametrize(("after", "works"), [(VALID - SECOND, True), (VALID, False), (VALID + SECOND, False)])
def test_link_lives_seven_days(db, after, works):
    asked()
    if works:
        assert accept_invitation(link(), "Зоя", NEW, AT + after).pk
    else:
        with pytest.raises(InvitationGone):
            accept_invitation(link(), "Зоя", NEW, AT + after)


def test_sent_again_renews_the_term_and_kills_the_former_link(db):
    row = asked()
    first = link()
    row = send_again(row, row.by, AT + VALID)
    assert (row.times_sent, row.sent_at) == (2, AT + VALID)
    with pytest.raises(InvitationGone):
        accept_invitation(first, "Зоя", NEW, AT)
    assert accept_invitation(link(), "Зоя", NEW, AT + VALID + VALID - SECOND).pk
    for act in (send_again, take_back):
        with pytest.raises(NotOpen):
            act(row, row.by, AT)


def test_taken_back_link_is_dead_and_the_address_may_be_invited_anew(db):
    row = asked()
    token = link()
    take_back(row, row.by, AT)
    with pytest.raises(InvitationGone):
        accept_invitation(token, "Зоя", NEW, AT)
    assert asked().pk != row.pk


def test_second_invitation_and_taken_address_are_refused(db):
    asked()
    with pytest.raises(AlreadyHere):
        asked("NEW@people.invalid")
    with pytest.raises(AlreadyHere):
        asked(someone(Role.TRAINEE).email.upper())
    assert Invitation.objects.count() == 1


def test_invitation_of_somebody_who_may_no_longer_give_roles_is_void(db):
    admin = someone(Role.ADMINISTRATOR, email="second@people.invalid")
    asked(by=admin)
    someone(Role.ADMINISTRATOR)
    block_user(admin, "уволен", None, AT)
    with pytest.raises(InvitationGone):
        accept_invitation(link(), "Зоя", NEW, AT)


def test_visitor_is_no_role_to_invite_to(db):
    with pytest.raises(NotARole):
        asked(roles=(Role.VISITOR,))


@pytest.mark.parametrize("role", OTHERS)
def test_acts_are_refused_to_everyone_but_administrators(db, role):
    by, user = someone(role), someone(Role.MUNICIPAL_USER, email="other@people.invalid")
    row = asked()
    for act in (lambda: invite("x@people.invalid", "", (Role.CURATOR,), "ru", by, AT), lambda: send_again(row, by, AT), lambda: take_back(row, by, AT),
                lambda: block_user(user, "x", by, AT), lambda: unblock_user(user, "x", by, AT), lambda: reset_second_factor(user, "x", by, AT),
                lambda: sign_out_everywhere(user, "x", by, AT)):
        with pytest.raises(PermissionDenied):
            act()
    assert changes(user) == []


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_blocked_user_is_out_at_once_and_unblocked_must_sign_in_anew(db):
    admin, user = someone(Role.ADMINISTRATOR), someone(Role.TRAINEE)
    client = signed_in(user)
    assert [block_user(user, " уволен ", admin, AT) for _ in range(2)] == [True, False]
    assert client.get("/accounts/").status_code == 302
    door = Client()
    door.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert SESSION_KEY not in door.session
    assert unblock_user(user, "вернулся", admin, AT) is True
    assert client.get("/accounts/").status_code == 302
    door.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert SESSION_KEY in door.session
    assert changes(user) == [("blocked", "уволен", admin.email), ("unblocked", "вернулся", admin.email)]


def test_last_administrator_cannot_be_blocked_and_nobody_blocks_themselves(db):
    admin = someone(Role.ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        block_user(admin, "x", None, AT)
    other = someone(Role.ADMINISTRATOR, email="second@people.invalid")
    with pytest.raises(PermissionDenied):
        block_user(admin, "x", admin, AT)
    assert block_user(other, "x", admin, AT) is True
    with pytest.raises(LastAdministrator):
        block_user(admin, "x", None, AT)


def test_reset_second_factor_ends_sessions_and_tells_the_person(db):
    admin, user = someone(Role.ADMINISTRATOR), someone(Role.CURATOR)
    client = signed_in(user)
    assert [reset_second_factor(user, "телефон потерян", admin, AT) for _ in range(2)] == [True, False]
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/accounts/").status_code == 302
    letter = OutboxRow.objects.filter(event="mail").order_by("-pk").first().payload
    assert (letter["to"], "телефон потерян" in letter["body"]) == ([user.email], True)
    assert changes(user) == [("factor_reset", "телефон потерян", admin.email)]


def test_sign_out_everywhere_ends_all_sessions(db):
    admin, user = someone(Role.ADMINISTRATOR), someone(Role.CURATOR)
    clients = [signed_in(user), signed_in(user)]
    sign_out_everywhere(user, "ноутбук украден", admin, AT)
    assert [client.get("/accounts/").status_code for client in clients] == [302, 302]
    assert changes(user) == [("signed_out", "ноутбук украден", admin.email)]


def test_command_resets_for_a_lone_administrator(db, capsys):
    admin = someone(Role.ADMINISTRATOR)
    call_command("reset_second_factor", admin.email.upper(), reason="телефон потерян")
    assert "is deleted" in capsys.readouterr().out
    assert changes(admin) == [("factor_reset", "телефон потерян", None)]
    for email, reason in ((admin.email, "снова"), ("nobody@people.invalid", "x"), (admin.email, "  ")):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", email, reason=reason)


def test_account_that_appears_in_the_same_moment_ends_the_invitation(db, monkeypatch):
    asked()
    token = link()
    make = action.create_user

    def late(email, *fields, **more):
        make(email, "другой-пароль-83-юг", "Она же", (), AT)
        return make(email, *fields, **more)

    monkeypatch.setattr(action, "create_user", late)
    with pytest.raises(InvitationGone):
        accept_invitation(token, "Зоя", NEW, AT)
    assert Invitation.objects.get().accepted_at is None
