"""Roles in territories on the desk of administrators."""
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import ReadLog
from accounts.roles import Role
from territories.actions.give_territory_role import give_territory_role
from territories.models import TerritoryRole
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone

pytestmark = pytest.mark.django_db
COORDINATOR = Role.REGIONAL_COORDINATOR


@pytest.fixture(autouse=True)
def in_russian():
    with translation.override("ru"):
        yield


@pytest.fixture
def url():
    return reverse("territory-roles:list")


@pytest.fixture
def admin(client):
    user = someone(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def region():
    return RegionFactory(name="Тульская область")


def give(user, place, role=COORDINATOR, **dates):
    now = timezone.now()
    return give_territory_role(user, role, place.territory, None, now, **{"since": timezone.localdate()} | dates)


def form(client, url, place, **changes):
    key = client.get(url).context["key"]
    today = timezone.localdate().isoformat()
    return client.post(url, {
        "key": key, "email": "curator@people.invalid", "role": "regional_coordinator", "region": place.pk, "municipality": "", "since": today,
    } | changes)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.VISITOR)])
def test_everybody_else_gets_404_even_the_holder_who_would_end(client, url, role, region):
    holder = someone(role)
    row = give(holder, region, Role.MUNICIPAL_USER)
    client.force_login(holder)
    ways = [client.get(url), client.post(url), client.post(reverse("territory-roles:end", args=[row.public_id]))]
    assert ([way.status_code for way in ways], TerritoryRole.objects.get().until) == ([404] * 3, None)


def test_visitor_is_led_to_the_sign_in_page(client, url):
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


def test_role_is_given_in_a_region_and_in_a_municipality(client, admin, url, region):
    user = someone(Role.CURATOR)
    town = MunicipalityFactory(name="Ефремов", region=region)
    assert form(client, url, region).status_code == 302
    assert form(client, url, region, region="", municipality="Ефремов, Тульская область", role="host_staff").status_code == 302
    assert set(TerritoryRole.objects.values_list("user", "role", "territory", "given_by")) == {
        (user.pk, "regional_coordinator", region.pk, admin.pk), (user.pk, "host_staff", town.pk, admin.pk),
    }


@pytest.mark.parametrize(("changes", "field"), [
    ({"email": "nobody@people.invalid"}, "email"), ({"region": ""}, "region"), ({"role": "administrator"}, "role"), ({"since": ""}, "since"),
    ({"until": "2020-01-01"}, "until"), ({"municipality": "Атлантида"}, "municipality"),
])
def test_wrong_input_stays_in_the_form_with_its_cause(client, admin, url, region, changes, field):
    someone(Role.CURATOR)
    answer = form(client, url, region, **changes)
    assert (answer.status_code, list(answer.context["form"].errors), TerritoryRole.objects.count()) == (422, [field], 0)
    assert answer.context["form"]["email"].value() == changes.get("email", "curator@people.invalid")


def test_blocked_user_is_given_nothing(client, admin, url, region):
    someone(Role.CURATOR, is_active=False)
    assert form(client, url, region).status_code == 422


def test_held_already_is_said(client, admin, url, region):
    give(someone(Role.CURATOR), region)
    answer = form(client, url, region)
    assert (answer.status_code, "В эти дни у человека уже есть эта роль там." in answer.content.decode()) == (422, True)


def test_end_ends_today_and_moves_to_the_ended_ones(client, admin, url, region):
    row = give(someone(Role.CURATOR), region)
    key = client.get(url).context["end_key"]
    client.post(reverse("territory-roles:end", args=[row.public_id]), {"key": key})
    row.refresh_from_db()
    assert (row.until, row.ended_by) == (timezone.localdate(), admin)
    assert [len(client.get(url, query).context["pages"].rows) for query in ({}, {"ended": "1"})] == [0, 1]


def test_spent_key_ends_no_other_role(client, admin, url, region):
    rows = [give(someone(Role.CURATOR), region), give(someone(Role.ANALYST), region)]
    key = client.get(url).context["end_key"]
    for row in rows:
        client.post(reverse("territory-roles:end", args=[row.public_id]), {"key": key})
    assert TerritoryRole.objects.filter(until=None).count() == 1


@pytest.mark.parametrize(("query", "found"), [
    ({"q": "платон"}, 1), ({"q": "curator@"}, 1), ({"q": "тульская"}, 1), ({"q": "Шуя"}, 0), ({"role": "host_staff"}, 0), ({"role": "nonsense"}, 0),
])
def test_list_is_narrowed_by_the_address(client, admin, url, region, query, found):
    give(someone(Role.CURATOR), region)
    assert len(client.get(url, query).context["pages"].rows) == found


def test_empty_list_says_what_to_do(client, admin, url):
    assert "Ролей на территориях пока ни у кого нет" in client.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 100])
def test_list_costs_the_same_at_one_and_at_a_hundred(client, admin, url, region, django_assert_num_queries, count):
    user, now = someone(Role.CURATOR), timezone.now()
    TerritoryRole.objects.bulk_create(
        TerritoryRole(user=user, role="host_staff", territory=MunicipalityFactory(region=region).territory, since=now.date() - timedelta(1), given_at=now)
        for n in range(count)
    )
    client.get(url)
    with django_assert_num_queries(12):
        assert client.get(url).context["pages"].total == count


def test_whose_lines_were_seen_is_noted(client, url, admin, region):
    holder = someone(COORDINATOR)
    give(holder, region)
    give(admin, region)
    client.get(url)
    assert list(ReadLog.objects.values_list("reader", "subject", "what")) == [(admin.public_id, holder.public_id, "list of roles in territories")]
