"""The screens of registration: one answer for every address, what was typed survives, the desk is the coordinator's."""
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ReadLog, User
from accounts.roles import Role
from ops.models import OutboxRow
from territories.models import MailDomain, RegistrationRequest, RegistrationState
from tests.people import PASSWORD, someone
from tests.territories.registration.test_actions import EMAIL, confirmed

JOIN, DESK = "/accounts/join/", "/desk/registrations/"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(land, **fields) -> dict:
    place = f"{land.town.territory.name}, {land.region.territory.name}"
    return {"name": "Зоя Берестова", "email": EMAIL, "password": PASSWORD, "municipality": place, "municipality_id": land.town.pk, **fields}


def test_every_address_gets_the_same_answer(land):
    owner, asleep = someone(Role.TRAINEE), someone(Role.TRAINEE, email="asleep@people.invalid", is_active=False)
    answers = [Client(REMOTE_ADDR=f"10.0.1.{n}").post(JOIN, form(land, email=email)) for n, email in enumerate((EMAIL, EMAIL, owner.email, asleep.email))]
    assert {(answer.status_code, answer.url, answer.content) for answer in answers} == {(302, "/accounts/join/sent/", b"")}
    assert OutboxRow.objects.filter(event="mail").count() == 4


def test_what_was_typed_survives_an_error(land):
    page = Client().post(JOIN, form(land, password="коротко", name="Зоя Щукина"))
    text = page.content.decode()
    assert (page.status_code, "Зоя Щукина" in text, EMAIL in text, land.town.territory.name in text, "коротко" in text) == (422, True, True, True, False)
    page = Client().post(JOIN, form(land, municipality="Нигде", municipality_id=""))
    assert (page.status_code, "Нигде" in page.content.decode(), User.objects.filter(email=EMAIL).exists()) == (422, True, False)


def test_letter_s_link_confirms_and_the_known_domain_opens_the_desk(land):
    MailDomain.objects.create(domain="zalessk.example", territory=land.town.territory)
    client = Client()
    client.post(JOIN, form(land))
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.get("/accounts/").status_code == 302
    body = OutboxRow.objects.filter(event="mail").order_by("pk").first().payload["body"]
    path = re.search(r"/accounts/confirm-email/[^/\s]+/", body).group()
    assert client.get(path).status_code == 200
    assert User.objects.get(email=EMAIL).roles == frozenset()
    client.post(path, {"password": PASSWORD})
    assert User.objects.get(email=EMAIL).roles == {Role.MUNICIPAL_USER}
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert answer.url == "/desk/"


def test_reader_of_the_letter_opens_nothing_for_whoever_typed_the_address(land):
    """Somebody registers with the address of a stranger, who presses the button of the letter without thinking."""
    MailDomain.objects.create(domain="zalessk.example", territory=land.town.territory)
    thief, reader = Client(), Client()
    thief.post(JOIN, form(land, password="пароль-чужого-человека"))
    body = OutboxRow.objects.filter(event="mail").order_by("pk").first().payload["body"]
    path = re.search(r"/accounts/confirm-email/[^/\s]+/", body).group()
    assert [reader.post(path, data).status_code for data in ({}, {"password": PASSWORD})] == [422, 422]
    assert "другим паролем" in reader.post(path, {"password": PASSWORD}).content.decode()
    thief.post("/accounts/login/", {"login": EMAIL, "password": "пароль-чужого-человека"})
    assert (thief.get("/accounts/").status_code, User.objects.get(email=EMAIL).roles) == (302, frozenset())


def test_signed_in_person_sees_where_the_request_stands(land):
    request = confirmed(land.town)
    client = client_of(request.user)
    assert "Координатор региона рассматривает" in client.get(JOIN).content.decode()
    client_of(land.coordinator).post(f"{DESK}{request.public_id}/", {"act": "decline", "reason": "нет такого"})
    assert "нет такого" in client.get(JOIN).content.decode()
    place = {"municipality": f"{land.village.territory.name}, {land.region.territory.name}", "municipality_id": land.village.pk}
    assert client.post(JOIN, place).url == JOIN
    assert RegistrationRequest.objects.filter(user=request.user).latest("pk").municipality == land.village


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.VISITOR, Role.ADMINISTRATOR, Role.REGIONAL_COORDINATOR)])
def test_desk_is_absent_for_others(land, role):
    request = confirmed(land.town)
    client = client_of(someone(role))
    for address in (DESK, f"{DESK}{request.public_id}/", f"{DESK}{uuid.uuid4()}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{DESK}{request.public_id}/", {"act": "approve"}).status_code == 404
    request.refresh_from_db()
    assert request.state == RegistrationState.WAITING


def test_visitor_is_led_to_the_door(land):
    assert Client().get(DESK).url == f"/accounts/login/?next={DESK}"


def test_coordinator_of_another_region_finds_nothing(land):
    request = confirmed(land.far, "far@far.example")
    client = client_of(land.coordinator)
    assert client.get(DESK).context["pages"].total == 0
    known, absent = client.get(f"{DESK}{request.public_id}/"), client.get(f"{DESK}{uuid.uuid4()}/")
    assert (known.status_code, absent.status_code) == (404, 404)
    assert client.post(f"{DESK}{request.public_id}/", {"act": "approve"}).status_code == 404


def test_coordinator_decides_and_the_reading_is_noted(land):
    request = confirmed(land.town)
    client, address = client_of(land.coordinator), f"{DESK}{request.public_id}/"
    assert client.get(DESK).context["pages"].total == 1
    client.get(address)
    page = client.post(address, {"act": "decline", "reason": " "})
    assert (page.status_code, "Назовите причину" in page.content.decode()) == (422, True)
    assert client.post(address, {"act": "approve"}).url == DESK
    assert client.post(address, {"act": "decline", "reason": "x"}).url == DESK
    assert "уже решили" in client.get(DESK).content.decode()
    assert [client.get(f"{DESK}?tab={tab}").context["pages"].total for tab in ("", "approved", "declined")] == [0, 1, 0]
    seen = ReadLog.objects.filter(subject=request.user.public_id, reader=land.coordinator.public_id).values_list("what", flat=True)
    assert set(seen) == {"list of registrations", "registration of a user"}
    assert client.get(f"{DESK}?tab=x").status_code == 404


def test_list_costs_are_equal_at_one_and_at_many(land, django_assert_num_queries):
    client = client_of(land.coordinator)
    confirmed(land.town)
    client.get(DESK)
    with django_assert_num_queries(9):
        client.get(DESK)
    for n in range(30):
        confirmed(land.town, f"n{n}@x.example", timezone.now())
    with django_assert_num_queries(9):
        assert len(client.get(DESK).context["pages"].rows) == 25


@pytest.mark.parametrize(("domain", "region", "place", "ok"), [
    ("zalessk.example", True, False, True), ("@Zalessk.Example", False, True, True), ("mail.ru", True, False, False), ("office.gmail.com", True, False, False),
    ("zalessk", True, False, False), ("zalessk.example", True, True, False), ("zalessk.example", False, False, False),
])
def test_mail_domains_in_the_admin(land, domain, region, place, ok):
    client = client_of(someone(Role.ADMINISTRATOR))
    name = f"{land.town.territory.name}, {land.region.territory.name}"
    data = {"domain": domain, "note": "", "region": land.region.pk if region else "", "municipality": name if place else "",
            "municipality_id": land.town.pk if place else ""}
    answer = client.post("/admin/snippets/territories/maildomain/add/", data)
    assert (answer.status_code, MailDomain.objects.count()) == ((302, 1) if ok else (200, 0))
    if ok:
        row = MailDomain.objects.get()
        assert (row.domain, row.territory) == ("zalessk.example", land.town.territory if place else land.region.territory)
        assert client.get(f"/admin/snippets/territories/maildomain/edit/{row.pk}/").status_code == 200
