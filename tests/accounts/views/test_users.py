"""The desk of users: administrators only; list, filters, file, page, acts, invitations, the link."""
import io
import uuid

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.block_user import block_user
from accounts.actions.invite import invite
from accounts.models import Invitation, ReadLog, User
from accounts.roles import Role
from ops.models import OutboxRow
from tests.accounts.actions.test_access import NEW, link
from tests.factories.accounts import UserFactory
from tests.people import someone

LIST = "/desk/users/"
OTHERS = [role for role in Role if role not in (Role.VISITOR, Role.ADMINISTRATOR)]


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(db):
    return someone(Role.ADMINISTRATOR)


def shown(client, query: str) -> list[str]:
    return [user.email for user, _roles in client.get(LIST + query).context["rows"]]


@pytest.mark.parametrize("role", OTHERS)
def test_desk_is_absent_for_others(db, role):
    client, user = client_of(someone(role)), UserFactory()
    row = invite("a@people.invalid", "", (Role.CURATOR,), "ru", someone(Role.ADMINISTRATOR), timezone.now())
    for address in (LIST, LIST + "export.csv", LIST + "invite/", f"{LIST}{user.public_id}/", f"{LIST}{uuid.uuid4()}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{LIST}{user.public_id}/", {"act": "grant", "role": "curator"}).status_code == 404
    assert client.post(f"{LIST}invitations/{row.public_id}/act/", {"act": "back"}).status_code == 404
    assert (user.groups.count(), Invitation.objects.filter(revoked_at=None).count()) == (0, 1)


def test_visitor_is_led_to_the_door(db):
    for address in (LIST, LIST + "invite/", f"{LIST}{uuid.uuid4()}/", LIST + "export.xlsx"):
        assert Client().get(address).url == f"/accounts/login/?next={address}"


def test_list_is_searched_and_filtered(admin):
    client = client_of(admin)
    someone(Role.CURATOR, email="anna@town.invalid", name="Анна Щукина")
    blocked = someone(Role.TRAINEE, email="boris@town.invalid", name="Борис Щукин", is_active=False)
    bare = UserFactory(email="vera@town.invalid", name="Вера Ким")
    assert shown(client, "?q=щукин") == ["anna@town.invalid", "boris@town.invalid"]
    assert shown(client, "?q=town борис") == [blocked.email]
    assert shown(client, "?role=curator") == ["anna@town.invalid"]
    assert shown(client, "?role=none") == [bare.email]
    assert shown(client, "?state=blocked") == [blocked.email]
    assert shown(client, "?factor=on") == [admin.email, "anna@town.invalid"]
    assert shown(client, "?q=никто") == []
    assert len(shown(client, "?role=nonsense")) == 4


def test_list_costs_are_equal_at_one_and_at_many(admin, django_assert_num_queries):
    client = client_of(admin)
    UserFactory()
    client.get(LIST)
    with django_assert_num_queries(12):
        client.get(LIST)
    for n in range(40):
        someone(Role.CURATOR, email=f"c{n}@people.invalid")
    with django_assert_num_queries(12):
        assert len(client.get(LIST).context["rows"]) == 25
    assert len(shown(client, "?page=2")) == 17


def test_whoever_is_seen_stands_in_the_read_log(admin):
    user = UserFactory()
    client_of(admin).get(LIST)
    client_of(admin).get(f"{LIST}{user.public_id}/")
    rows = ReadLog.objects.filter(subject=user.public_id).order_by("pk").values_list("reader", "what")
    assert list(rows) == [(admin.public_id, "list of users"), (admin.public_id, "account of a user")]


def test_file_holds_no_formula(admin):
    UserFactory(email="evil@people.invalid", name='=HYPERLINK("http://x")')
    client = client_of(admin)
    csv = b"".join(client.get(LIST + "export.csv?q=evil").streaming_content).decode("utf-8-sig")
    assert """;"'=HYPERLINK""" in csv
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(LIST + "export.xlsx?q=evil").streaming_content)))
    assert [(cell.value, cell.data_type) for cell in book.active[2]][:2] == [("evil@people.invalid", "s"), ('=HYPERLINK("http://x")', "s")]
    assert client.get(LIST + "export.pdf").status_code == 404


def test_page_shows_roles_and_log_and_acts_come_back(admin):
    user = someone(Role.TRAINEE)
    client, address = client_of(admin), f"{LIST}{user.public_id}/"
    assert client.post(address, {"act": "grant", "role": "curator"}).url == address
    assert client.post(address, {"act": "revoke", "role": "trainee"}).url == address
    assert client.post(address, {"act": "block", "reason": "уволен"}).url == address
    page = client.get(address)
    assert [role.value for role in page.context["held"]] == ["curator"]
    assert [(entry.text, entry.reason) for entry in page.context["log"]] == [("заблокирован", "уволен"), ("− Участник", ""), ("+ Куратор", "")]
    assert client.post(address, {"act": "unblock", "reason": "вернулся"}).url == address
    assert User.objects.get(pk=user.pk).is_active is True


@pytest.mark.parametrize("act", ["block", "unblock", "reset", "signout"])
def test_severe_act_without_a_reason_is_asked_for_one(admin, act):
    user = someone(Role.CURATOR, is_active=act != "unblock")
    page = client_of(admin).post(f"{LIST}{user.public_id}/", {"act": act, "reason": "  "})
    assert (page.status_code, "Назовите причину" in page.content.decode()) == (422, True)
    assert user.access_changes.count() == 0


def test_last_administrator_is_kept_and_oneself_is_absent_for_acts(admin):
    client, address = client_of(admin), f"{LIST}{admin.public_id}/"
    page = client.post(address, {"act": "revoke", "role": "administrator"})
    assert (page.status_code, "последний действующий администратор" in page.content.decode()) == (422, True)
    assert client.post(address, {"act": "block", "reason": "x"}).status_code == 404
    assert User.objects.get(pk=admin.pk).has_role(Role.ADMINISTRATOR)


def test_page_costs_are_equal_at_a_short_and_at_a_long_log(admin, django_assert_num_queries):
    user, client = someone(Role.TRAINEE), client_of(admin)
    address = f"{LIST}{user.public_id}/"
    client.get(address)
    with django_assert_num_queries(14):
        client.get(address)
    for n in range(10):
        client.post(address, {"act": "block" if n % 2 == 0 else "unblock", "reason": str(n)})
    client.get(address)
    with django_assert_num_queries(14):
        assert len(client.get(address).context["log"]) == 10


def test_invitation_from_form_to_account(admin):
    client = client_of(admin)
    key = client.get(LIST + "invite/").context["form"]["key"].value()
    data = {"key": key, "email": "zoya@town.invalid", "name": "Зоя", "roles": ["curator"], "language": "ru"}
    assert [client.post(LIST + "invite/", data).url for _ in range(2)] == [LIST, LIST]
    assert (Invitation.objects.count(), OutboxRow.objects.filter(event="mail").count()) == (1, 1)
    address, visitor = f"/accounts/invitation/{link()}/", Client()
    assert "zoya@town.invalid" in visitor.get(address).content.decode()
    short = visitor.post(address, {"name": "Зоя Берестова", "password": "коротко"})
    assert (short.status_code, "Зоя Берестова" in short.content.decode()) == (422, True)
    assert visitor.post(address, {"name": "Зоя Берестова", "password": NEW}).url == "/accounts/login/"
    assert visitor.get("/accounts/").status_code == 302
    answer = visitor.post("/accounts/login/", {"login": "zoya@town.invalid", "password": NEW, "next": "/desk/"})
    assert answer.url == "/desk/"
    assert visitor.get(address).status_code == 410


def test_invitation_form_keeps_what_was_typed(admin):
    client = client_of(admin)
    key = client.get(LIST + "invite/").context["form"]["key"].value()
    data = {"key": key, "email": admin.email, "name": "Зоя Щукина", "roles": ["curator", "analyst"], "language": "en"}
    page = client.post(LIST + "invite/", data)
    assert (page.status_code, "Зоя Щукина" in page.content.decode(), page.context["form"]["roles"].value()) == (422, True, ["curator", "analyst"])
    page = client.post(LIST + "invite/", {**data, "email": "x@town.invalid", "key": str(uuid.uuid4())})
    fresh = page.context["form"]["key"].value()
    assert (page.status_code, fresh != key, page.context["form"]["roles"].value()) == (422, True, ["curator", "analyst"])
    assert client.post(LIST + "invite/", {**data, "email": "x@town.invalid", "key": fresh}).url == LIST


def test_invitation_is_sent_again_and_taken_back_from_the_list(admin):
    client = client_of(admin)
    row = invite("a@people.invalid", "", (Role.CURATOR,), "ru", admin, timezone.now())
    address = f"{LIST}invitations/{row.public_id}/act/"
    assert client.post(address, {"act": "again"}).url == LIST
    assert client.post(address, {"act": "back"}).url == LIST
    assert client.post(address, {"act": "again"}).url == LIST
    assert "уже приняли или отозвали" in client.get(LIST).content.decode()
    assert client.post(address, {"act": "other"}).status_code == 404
    row.refresh_from_db()
    assert (row.times_sent, row.revoked_at is None) == (2, False)


def test_link_of_nobody_and_of_a_registered_address_answer_alike(admin):
    row = invite("a@people.invalid", "", (Role.CURATOR,), "ru", admin, timezone.now())
    token = link()
    UserFactory(email=row.email)
    pages = [Client().get(f"/accounts/invitation/{one}/") for one in (token, "unknown")]
    assert [page.status_code for page in pages] == [410, 410]
    assert pages[0].content.replace(token.encode(), b"unknown") == pages[1].content


def test_blocked_administrator_sees_no_desk(admin):
    other = someone(Role.ADMINISTRATOR, email="second@people.invalid")
    client = client_of(other)
    block_user(other, "x", admin, timezone.now())
    assert client.get(LIST).status_code == 302
