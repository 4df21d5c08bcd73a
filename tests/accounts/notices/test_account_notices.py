"""What people are told of their own account."""
from django.utils import timezone

from accounts.actions.grant_role import grant_role
from accounts.actions.revoke_role import revoke_role
from accounts.models import Notice
from accounts.roles import Role
from tests.people import someone


def test_role_given_and_taken_is_told_at_once_to_whose_it_is(db, drained):
    user = someone(Role.TRAINEE, last_login=timezone.now())
    admin = someone(Role.ADMINISTRATOR)
    for act in (grant_role, grant_role, revoke_role, revoke_role):
        act(user, Role.CURATOR, admin, timezone.now())
    assert [(letter.to, letter.subject) for letter in drained()] == [
        ([user.email], "У вас новая роль: Куратор"), ([user.email], "С вас сняли роль: Куратор"),
    ]


def test_first_roles_of_somebody_who_never_signed_in_are_not_told(db):
    user = someone(Role.TRAINEE)
    grant_role(user, Role.CURATOR, someone(Role.ADMINISTRATOR), timezone.now())
    assert Notice.objects.count() == 0


def test_letters_of_signing_in_wear_the_frame_and_keep_their_text(db, mailoutbox):
    from django.test import Client

    user = someone(Role.MUNICIPAL_USER)
    Client().post("/accounts/password/reset/", {"email": user.email})
    (letter,) = mailoutbox
    html, kind = letter.alternatives[0]
    assert (kind, html.count("Школа мэров"), ">Открыть ссылку</a>" in html, "http://testserver/accounts/password/reset/key/" in html) == (
        "text/html", 1, True, True,
    )
    assert letter.body.startswith("Здравствуйте") and "<" not in letter.body
