"""What people are told of their own account."""
import pytest
from django.utils import timezone

from accounts.actions.block_user import block_user, unblock_user
from accounts.actions.choose_notices import choose_notices
from accounts.actions.grant_role import grant_role
from accounts.actions.reset_second_factor import reset_second_factor
from accounts.actions.revoke_role import revoke_role
from accounts.models import Notice, NoticeReader
from accounts.notice_kinds import KINDS
from accounts.notices import notify, reader_of
from accounts.personal import HOLDERS
from accounts.roles import Role
from accounts.rules.delivery import Way
from tests.accounts.notices.conftest import told
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


def test_reset_second_factor_is_told_in_the_product_and_by_its_one_letter(db, drained):
    user, admin = someone(Role.CONTENT_EDITOR), someone(Role.ADMINISTRATOR)
    reset_second_factor(user, "телефон потерян", admin, timezone.now())
    assert told(user) == ["Второй шаг вашего входа сброшен"]
    assert [(letter.to, letter.subject) for letter in drained()] == [([user.email], "Второй шаг входа сброшен")]


def test_somebody_let_in_again_is_told_in_the_product_and_by_mail(db, drained):
    user, admin = someone(Role.TRAINEE), someone(Role.ADMINISTRATOR)
    block_user(user, "увольнение", admin, timezone.now())
    assert (told(user), drained()) == ([], [])
    unblock_user(user, "вернулся", admin, timezone.now())
    unblock_user(user, "вернулся", admin, timezone.now())
    assert told(user) == ["Ваша учётная запись снова работает"]
    assert [(letter.to, letter.subject) for letter in drained()] == [([user.email], "Ваша учётная запись снова работает")]


@pytest.mark.parametrize("code", ["account.roles", "account.second_factor", "account.access", "accounts.export_ready", "registration.decided"])
def test_kinds_of_safety_and_answers_cannot_be_chosen_away(db, code):
    user = someone(Role.TRAINEE)
    choose_notices(reader_of(user), {code: Way.NEVER}, timezone.now())
    notify(user, code, "Важно", "", "", "k", timezone.now())
    assert (NoticeReader.objects.get().ways, told(user)) == ({}, ["Важно"])
    assert KINDS[code].why


def test_what_was_told_to_the_address_before_the_account_is_handed_out_and_erased(db):
    notify("zoya@people.invalid", "test.now", "До учётной записи", "", "", "before", timezone.now())
    notify("other@people.invalid", "test.now", "Чужое", "", "", "other", timezone.now())
    user = someone(Role.TRAINEE, email="zoya@people.invalid")
    notify(user, "test.now", "После", "", "", "after", timezone.now())
    rows = [row["title"] for section in HOLDERS["accounts"].collect(user) for row in section.rows if row.get("title")]
    assert rows == ["До учётной записи", "После"]
    HOLDERS["accounts"].erase(user, timezone.now())
    assert list(Notice.objects.values_list("title", flat=True)) == ["Чужое"]
    assert list(NoticeReader.objects.values_list("address", flat=True)) == ["other@people.invalid"]
