"""Every door has its limit: a route that takes a POST from a visitor and stands in no table fails here; each of ours at N and N + 1."""
import uuid
from collections import Counter

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.limits import LIMITS
from accounts.roles import Role
from tests.accounts.test_doors import example
from tests.factories.territories import MunicipalityFactory
from tests.people import PASSWORD, someone

# route → the key of accounts.limits.LIMITS that counts it, allauth's limit, or why it needs none
TABLE = {
    "accounts/login/": "allauth: login 30/m/ip, login_failed 10/m/ip and 5/5m/key",
    "accounts/login/code/confirm/": "allauth: nothing is sent by code here, it leads to the door",
    "accounts/signup/": "closed: a page that says who registers where",
    "accounts/password/reset/": "allauth: reset_password 20/m/ip and 5/m/key",
    "accounts/password/reset/key/<x>/": "allauth: reset_password_from_key 20/m/ip",
    "accounts/confirm-email/<x>/": "confirm",
    "accounts/confirm-email/": "none: only a page",
    "accounts/logout/": "none: ends the visitor's own session",
    "accounts/2fa/authenticate/": "allauth: login_failed 10/m/ip and 5/5m/key",
    "accounts/2fa/webauthn/login/": "allauth: webauthn_login 10/m/ip",
    "accounts/display/": "display",
    "accounts/join/": "join",
    "accounts/invitation/<x>/": "invitation",
    "accounts/notices/stop/<x>/": "unsubscribe",
}
REFUSED = {400, 403, 404, 405, 410}


def addresses(patterns=None, before: str = ""):
    """An example of every route outside the admin."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        for text in example(pattern.pattern):
            if isinstance(pattern, URLResolver):
                yield from addresses(pattern.url_patterns, before + text)
            elif isinstance(pattern, URLPattern) and not before.startswith("admin/"):
                yield before + text


def shown(address: str) -> str:
    """The address as the table has it."""
    for known in TABLE:
        start, mark, end = known.partition("<x>")
        if mark and address.startswith(start) and address.endswith(end) and "/" not in address.removeprefix(start).removesuffix(end):
            return known if address not in TABLE else address
    return address


def works(address: str) -> bool:
    """Whether a visitor's POST gets an answer of its own: no refusal, no way to the sign-in page."""
    answer = Client(raise_request_exception=False).post(f"/{address}", {"a": "b"})
    return "/accounts/login/" not in answer.url if answer.status_code == 302 else answer.status_code not in REFUSED


def test_every_route_that_takes_a_post_from_a_visitor_stands_in_the_table(db, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    found = {shown(address) for address in set(addresses()) if works(address)}
    public = {address for address in found if not address.startswith("accounts/")}
    written = [address for address in sorted(public) if Client().get(f"/{address}").status_code not in (200, 301, 302)]
    assert written == []  # the public side answers a POST like a GET
    assert found - public - set(TABLE) == set()
    assert {limit for limit in TABLE.values() if ":" not in limit} <= set(LIMITS)


def client_of(role: Role | None) -> Client:
    client = Client()
    if role is not None:
        client.force_login(someone(role))
    return client


ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
DOORS = {
    "display": (None, "/accounts/display/", {}, ORIGIN), "join": (None, "/accounts/join/", {}, {}),
    "invitation": (None, "/accounts/invitation/{n}/", {}, {}), "unsubscribe": (None, "/accounts/notices/stop/{n}/", {}, {}),
    "confirm": (None, "/accounts/confirm-email/{n}/", {}, {}),
    "sessions": (Role.TRAINEE, "/accounts/sessions/", {"session": "0"}, {}), "account": (Role.TRAINEE, "/accounts/", {}, {}),
    "notices": (Role.TRAINEE, "/accounts/notices/", {}, {}), "consents": (Role.TRAINEE, "/accounts/consents/a/1/give/", {}, {}),
    "export": (Role.TRAINEE, "/accounts/data/export/", {}, {}), "erasure": (Role.TRAINEE, "/accounts/data/erase/", {}, {}),
    "desk_users": (Role.ADMINISTRATOR, f"/desk/users/{uuid.uuid4()}/", {}, {}), "invite": (Role.ADMINISTRATOR, "/desk/users/invite/", {}, {}),
    "place": (None, "/place/", {}, {}),
    "saved": (Role.TRAINEE, "/practices/saved/new/", {}, {}), "subscribe": (None, "/practices/subscribe/", {}, {}),
    "subscription": (None, "/practices/subscribe/{n}/", {}, {}),
    "registrations": (Role.REGIONAL_COORDINATOR, f"/desk/registrations/{uuid.uuid4()}/", {}, {}),
}


READ = {
    "suggest": "/practices/suggest/?q=а", "catalogue_export": "/practices/export.csv", "open_data": "/open-data/practices.csv", "feeds": "/feeds/practices.xml",
    "api": "/api/v1/facets",
}


def test_every_limit_of_ours_is_tried_below():
    assert set(LIMITS) - set(DOORS) == {"join_address", "subscribe_address", "letter_test", "privacy_desk", *READ}  # the first is tried below, those that only read too, the others in their own rooms


@pytest.mark.parametrize("name", READ)
def test_limit_of_a_door_that_only_reads(db, name):
    number = parse_rates(LIMITS[name])[0].amount
    answers = Counter(Client(REMOTE_ADDR="10.3.0.1").get(READ[name]).status_code for _ in range(number + 1))
    assert (answers[429], Client(REMOTE_ADDR="10.3.0.2").get(READ[name]).status_code) == (1, 404 if name == "open_data" else 200)


@pytest.mark.parametrize("name", DOORS)
def test_limit_is_reached_at_n_and_says_when_to_come_back(db, name):
    role, address, data, headers = DOORS[name]
    rate = parse_rates(LIMITS[name])[0]
    client = client_of(role)
    answers = [client.post(address.format(n=n), data, **headers) for n in range(rate.amount + 1)]
    assert [answer.status_code == 429 for answer in answers] == [False] * rate.amount + [True]
    assert 1 <= int(answers[-1]["Retry-After"]) <= rate.duration + 1
    assert "Слишком много попыток" in answers[-1].content.decode()
    assert client.get(address.format(n=0)).status_code != 429


def test_one_invitation_link_is_tried_ten_times(db):
    answers = [Client(REMOTE_ADDR=f"10.1.0.{n}").post("/accounts/invitation/one/", {}).status_code for n in range(11)]
    assert answers == [410] * 10 + [429]


def test_letters_of_registration_to_one_address_are_counted_to_three(db):

    town = MunicipalityFactory(name="Залесск")
    place = f"{town.territory.name}, {town.region.territory.name}"
    data = {"name": "Зоя", "email": "zoya@x.example", "password": PASSWORD, "municipality": place, "municipality_id": town.pk}
    answers = [Client(REMOTE_ADDR=f"10.2.0.{n}").post("/accounts/join/", {**data, "email": email}) for n, email in enumerate(
        ("zoya@x.example", "Zoya@x.example", "zoya@X.example", "zoya@x.example"))]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]


def test_page_of_a_library_s_limit_says_when_to_come_back(db):
    answers = [Client().post("/accounts/login/", {}) for _ in range(31)]
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")
