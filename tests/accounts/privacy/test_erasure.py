"""A person asks to be erased, an officer decides, nothing that names them is left."""
import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.ask_erasure import WrongPassword, ask_erasure
from accounts.actions.block_user import block_user
from accounts.actions.decide_erasure import Decided, LastAdministrator, ReasonMissing, decide_erasure
from accounts.actions.export_data import start_export
from accounts.actions.give_consent import give_consent
from accounts.actions.revoke_role import revoke_role
from accounts.actions.take_back_erasure import take_back_erasure
from accounts.erasing import come_back, erase_data, erase_person, list_path, note_gone
from accounts.held import is_erased
from accounts.models import Consent, ErasedPerson, Erasure, Notice, RoleChange, User
from accounts.notices import notify
from accounts.personal import HOLDERS
from accounts.reading import note_read
from accounts.roles import Role
from ops.jobs import Progress
from ops.mail import send_mail_later
from ops.models import Job, OutboxRow
from ops.outbox import drain_all
from tests.factories.accounts import published
from tests.people import PASSWORD, someone

AT = timezone.now()
NAME, MAIL = "Прохор Незабудкин", "prohor.nezabudkin@people.invalid"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.VAR = tmp_path
    settings.FREE_SPACE_FLOOR = 0


@pytest.fixture
def leaver(db):
    return someone(Role.TRAINEE, email=MAIL, name=NAME)


def asked(user) -> Erasure:
    return ask_erasure(user, PASSWORD, f"Я {NAME}, сотрите всё", AT)


def approved(user, officer) -> Erasure:
    return decide_erasure(asked(user), True, "", officer, AT)


def texts_with(*needles: str) -> list[str]:
    """table.column of every text in the database that holds one of these."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if "fts" in table:
                continue
            for column in connection.introspection.get_table_description(cursor, table):
                cursor.execute(f'SELECT DISTINCT CAST("{column.name}" AS TEXT) FROM "{table}" WHERE "{column.name}" IS NOT NULL')
                for (text,) in cursor.fetchall():
                    plain = f"{text} {json.loads(text)!r}" if str(text).startswith(("{", "[", '"')) and is_json(text) else str(text)
                    if any(needle.lower() in plain.lower() for needle in needles):
                        found.append(f"{table}.{column.name}")
    return sorted(set(found))


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def fill(user, officer):
    """Traces of a person in every table of accounts, sign-in, mail and the engine room."""
    client = Client()
    client.force_login(user)
    client.get("/accounts/data/")
    give_consent(published(officer), user, AT, "192.0.2.77")
    notify(user, "accounts.export_ready", f"Для {NAME}", "Текст", "", "k", AT)
    send_mail_later(MAIL, f"Для {NAME}", "Письмо")
    OutboxRow.objects.update(dead_at=AT)
    start_export(user, AT)
    RoleChange.objects.create(user=user, role=Role.TRAINEE, is_granted=True, at=AT)
    note_read(officer, str(user.public_id), "contacts", AT)


def test_erasure_is_asked_with_the_password_once(leaver):
    with pytest.raises(WrongPassword):
        ask_erasure(leaver, "другой-пароль-42", "", AT)
    assert asked(leaver) == asked(leaver)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(user=leaver, asked_at=AT)


def test_erasure_of_somebody_blocked_is_not_asked(leaver):
    leaver.is_active = False
    with pytest.raises(PermissionDenied):
        asked(leaver)


def test_erasure_is_taken_back_by_its_owner_until_it_is_decided(leaver, officer):
    erasure = asked(leaver)
    with pytest.raises(PermissionDenied):
        take_back_erasure(erasure, officer, AT)
    assert take_back_erasure(erasure, leaver, AT).state == "taken_back"
    again = approved(leaver, officer)
    with pytest.raises(Exception, match=""):
        take_back_erasure(again, leaver, AT)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.VISITOR, Role.DATA_PROTECTION_OFFICER)])
def test_deciding_is_the_officers(leaver, role):
    with pytest.raises(PermissionDenied):
        decide_erasure(asked(leaver), True, "", someone(role, email="x@people.invalid"), AT)


def test_officer_does_not_decide_on_themselves(officer):
    with pytest.raises(PermissionDenied):
        decide_erasure(asked(officer), True, "", officer, AT)


def test_refusal_needs_its_reason_and_is_told(leaver, officer):
    erasure = asked(leaver)
    with pytest.raises(ReasonMissing):
        decide_erasure(erasure, False, "  ", officer, AT)
    assert decide_erasure(erasure, False, "Идёт спор", officer, AT).state == "refused"
    assert "Идёт спор" in Notice.objects.get(reader__user=leaver).text
    with pytest.raises(Decided):
        decide_erasure(erasure, True, "", officer, AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=erasure.pk).update(reason="")


def test_last_administrator_cannot_be_erased(officer):
    first = someone(Role.ADMINISTRATOR)
    erasure = asked(first)
    with pytest.raises(LastAdministrator):
        decide_erasure(erasure, True, "", officer, AT)
    someone(Role.ADMINISTRATOR, email="second@people.invalid")
    assert decide_erasure(erasure, True, "", officer, AT).state == "approved"


def test_administrator_whose_erasure_is_decided_counts_no_more(officer):
    """The work of the erasure runs later: until then the account is active, but nobody may rely on it."""
    first, second = someone(Role.ADMINISTRATOR), someone(Role.ADMINISTRATOR, email="second@people.invalid")
    approved(first, officer)
    with pytest.raises(LastAdministrator):
        approved(second, officer)
    with pytest.raises(LastAdministrator):
        block_user(second, "x", None, AT)
    with pytest.raises(LastAdministrator):
        revoke_role(second, Role.ADMINISTRATOR, None, AT)


def test_erasure_leaves_no_trace(leaver, officer):
    fill(leaver, officer)
    assert texts_with(MAIL, NAME) == [
        "account_emailaddress.email", "accounts_notice.title", "accounts_user.email", "accounts_user.name", "ops_outboxrow.payload",
    ]
    approved(leaver, officer)
    drain_all()
    assert mail.outbox[-1].to == [MAIL]
    assert texts_with(MAIL, NAME, "192.0.2.77", "Незабудкин") == []
    erasure = Erasure.objects.get()
    assert (erasure.state, set(erasure.report) == set(HOLDERS), erasure.wish) == ("done", True, "")
    assert Job.objects.get(kind="accounts.erase").state == "done"


def test_erased_person_cannot_sign_in_and_keeps_their_proof(leaver, officer):
    client = Client()
    client.force_login(leaver)
    fill(leaver, officer)
    approved(leaver, officer)
    drain_all()
    user = User.objects.get(pk=leaver.pk)
    assert (is_erased(user), user.is_active, user.name, user.has_usable_password(), user.groups.count()) == (True, False, "", False, 0)
    assert client.get("/accounts/").status_code == 302
    assert EmailAddress.objects.filter(user=user).count() == 0
    assert list(Consent.objects.values_list("user", "ip")) == [(user.pk, None)]


def test_erasure_killed_between_two_rooms_goes_on_with_the_rest(leaver, officer, monkeypatch):
    fill(leaver, officer)
    erasure = approved(leaver, officer)
    job = erasure.job
    calls = []
    for room, holder in list(HOLDERS.items()):
        def erase(user, at, room=room, holder=holder):
            calls.append(room)
            if room == "ops" and calls.count("ops") == 1:
                raise KeyboardInterrupt
            return holder.erase(user, at)

        monkeypatch.setitem(HOLDERS, room, holder.__class__(room, holder.models, holder.collect, erase))
    with pytest.raises(KeyboardInterrupt):
        erase_data(job, Progress(job))
    assert Erasure.objects.get().state == "approved"
    erase_data(job, Progress(job))
    erase_data(job, Progress(job))
    assert sorted(calls) == sorted([*HOLDERS, "ops"])
    assert (Erasure.objects.get().state, calls[-1]) == ("done", "accounts")


def test_report_holds_counts_only(leaver, officer):
    fill(leaver, officer)
    approved(leaver, officer)
    drain_all()
    report = Erasure.objects.get().report
    assert report["sign-in"]["deleted"]["account.EmailAddress"] == 1
    assert report["accounts"]["anonymised"]["accounts.User"] == 1
    assert MAIL not in json.dumps(report, ensure_ascii=False)


def test_erased_person_who_comes_back_with_a_backup_is_erased_again(leaver, officer, capsys):
    before = User.objects.filter(pk=leaver.pk).values().get()
    approved(leaver, officer)
    drain_all()
    ErasedPerson.objects.all().delete()  # the restored database is older than the erasure: only the file knows
    User.objects.filter(pk=leaver.pk).update(**{name: value for name, value in before.items() if name != "id"})
    call_command("reapply_erasures", "--dry-run")
    assert User.objects.get(pk=leaver.pk).email == MAIL
    call_command("reapply_erasures")
    assert is_erased(User.objects.get(pk=leaver.pk))
    call_command("reapply_erasures")
    assert capsys.readouterr().out == "Erased again: 0 of 1\nErased again: 1 of 1\nErased again: 0 of 0\n"


def test_erased_person_who_registers_anew_is_left_alone(leaver, officer):
    approved(leaver, officer)
    drain_all()
    someone(Role.TRAINEE, email=MAIL, date_joined=timezone.now() + timedelta(minutes=1))
    assert list(come_back()) == []


def test_user_under_another_id_with_the_erased_address_is_found(leaver, officer):
    approved(leaver, officer)
    drain_all()
    old = someone(Role.TRAINEE, email=MAIL, date_joined=AT - timedelta(days=3))
    assert [user for user, _ in come_back()] == [old]


def test_list_is_written_once_survives_a_torn_line_and_names_nobody(leaver, tmp_path):
    note_gone(leaver, AT)
    note_gone(leaver, AT)
    text = list_path().read_text()
    assert (text.count("\n"), MAIL in text) == (1, False)
    list_path().write_text(text + '{"user": "to')
    assert [user for user, _ in come_back()] == [leaver]
    other = tmp_path / "old" / "erasures.jsonl"
    other.parent.mkdir()
    list_path().rename(other)
    ErasedPerson.objects.all().delete()
    assert ([user for user, _ in come_back()], [user for user, _ in come_back(other)]) == ([], [leaver])


def test_erasing_twice_changes_nothing(leaver):
    first = erase_person(leaver, AT, {}, lambda report: None)
    leaver.refresh_from_db()
    second = erase_person(leaver, AT, {}, lambda report: None)
    assert sum(sum(room["deleted"].values()) for room in second.values()) == 0
    assert sum(sum(room["deleted"].values()) for room in first.values()) > 0
