"""A role in a territory: where and when it holds, and who may give it."""
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.actions.revoke_role import revoke_role
from accounts.policy import can, visible
from accounts.roles import Role
from territories.actions.end_territory_role import end_territory_role
from territories.actions.give_territory_role import HeldAlready, NotTerritorial, WrongOrder, give_territory_role
from territories.models import Municipality, TerritoryRole
from territories.permissions import holds_role_in
from territories.queries import holders_of, lies_in, territories_of
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
COORDINATOR = Role.REGIONAL_COORDINATOR


@pytest.fixture
def region():
    return RegionFactory(name="Тульская область")


@pytest.fixture
def town(region):
    return MunicipalityFactory(name="Ефремов", region=region)


@pytest.fixture
def admin():
    return someone(Role.ADMINISTRATOR)


@pytest.fixture
def coordinator(region, admin):
    user = someone(Role.CURATOR, email="lada@people.invalid")
    give_territory_role(user, COORDINATOR, region.territory, admin, AT, since=TODAY)
    return user


def test_role_in_a_region_holds_for_its_municipalities_only(coordinator, region, town):
    other = MunicipalityFactory(name="Шуя", region=RegionFactory(name="Ивановская область"))
    places = (region.territory, town.territory, other.territory, other.region.territory, region.territory.parent)
    assert [holds_role_in(coordinator, COORDINATOR, place, TODAY) for place in places] == [True, True, False, False, False]


def test_role_in_a_municipality_does_not_hold_for_its_region(admin, region, town):
    user = someone(Role.MUNICIPAL_USER)
    give_territory_role(user, Role.MUNICIPAL_USER, town.territory, admin, AT, since=TODAY)
    assert [holds_role_in(user, Role.MUNICIPAL_USER, place, TODAY) for place in (town.territory, region.territory)] == [True, False]


@pytest.mark.parametrize(("day", "holds"), [(TODAY - timedelta(1), False), (TODAY, True), (TODAY + timedelta(9), True), (TODAY + timedelta(10), False)])
def test_role_holds_from_since_to_the_day_before_until(admin, town, day, holds):
    user = someone(Role.HOST_STAFF)
    give_territory_role(user, Role.HOST_STAFF, town.territory, admin, AT, since=TODAY, until=TODAY + timedelta(10))
    assert (holds_role_in(user, Role.HOST_STAFF, town.territory, day), holders_of(Role.HOST_STAFF, town.territory, day).exists()) == (holds, holds)


def test_taking_the_role_itself_away_ends_it_in_every_territory(coordinator, town, admin):
    assert set(holders_of(COORDINATOR, town.territory, TODAY)) == {coordinator}
    revoke_role(coordinator, COORDINATOR, admin, AT)
    assert (holds_role_in(coordinator, COORDINATOR, town.territory, TODAY), holders_of(COORDINATOR, town.territory, TODAY).exists()) == (False, False)


def test_blocked_user_holds_nothing(coordinator, town):
    coordinator.is_active = False
    coordinator.save()
    assert (holds_role_in(coordinator, COORDINATOR, town.territory, TODAY), holders_of(COORDINATOR, town.territory, TODAY).exists()) == (False, False)


def test_visitor_holds_nothing(town):
    assert holds_role_in(someone(Role.VISITOR), COORDINATOR, town.territory, TODAY) is False


def test_giving_gives_the_role_itself_along_and_is_logged(admin, region):
    user = someone(Role.CURATOR)
    row = give_territory_role(user, COORDINATOR, region.territory, admin, AT, since=TODAY)
    entry = ModelLogEntry.objects.get(action="territories.give_role")
    assert (user.has_role(COORDINATOR), row.given_by, row.given_at, entry.user, entry.object_id) == (True, admin, AT, admin, str(row.pk))


def test_giving_twice_is_refused_by_action_and_database(coordinator, region, admin):
    with pytest.raises(HeldAlready):
        give_territory_role(coordinator, COORDINATOR, region.territory, admin, AT, since=TODAY + timedelta(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryRole.objects.create(user=coordinator, role=COORDINATOR, territory=region.territory, since=TODAY, given_at=AT)


def test_periods_that_follow_each_other_do_not_overlap(admin, town):
    user, place = someone(Role.HOST_STAFF), town.territory
    give_territory_role(user, Role.HOST_STAFF, place, admin, AT, since=TODAY, until=TODAY + timedelta(10))
    give_territory_role(user, Role.HOST_STAFF, place, admin, AT, since=TODAY + timedelta(10), until=TODAY + timedelta(20))
    with pytest.raises(HeldAlready):
        give_territory_role(user, Role.HOST_STAFF, place, admin, AT, since=TODAY - timedelta(3), until=TODAY + timedelta(1))
    assert TerritoryRole.objects.count() == 2


def test_roles_that_hold_everywhere_and_wrong_order_are_refused(admin, town):
    with pytest.raises(NotTerritorial):
        give_territory_role(admin, Role.ANALYST, town.territory, admin, AT, since=TODAY)
    with pytest.raises(WrongOrder):
        give_territory_role(admin, Role.HOST_STAFF, town.territory, admin, AT, since=TODAY, until=TODAY)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.VISITOR)])
def test_nobody_but_administrators_gives(role, town):
    with pytest.raises(PermissionDenied):
        give_territory_role(someone(Role.CANDIDATE, email="x@people.invalid"), Role.MUNICIPAL_USER, town.territory, someone(role), AT, since=TODAY)


def test_coordinator_gives_municipal_users_in_the_own_region_only(region, town, admin):
    coordinator = someone(COORDINATOR)
    give_territory_role(coordinator, COORDINATOR, region.territory, None, AT, since=timezone.localdate())
    user = someone(Role.CANDIDATE)
    row = give_territory_role(user, Role.MUNICIPAL_USER, town.territory, coordinator, AT, since=TODAY)
    assert (row.given_by, user.has_role(Role.MUNICIPAL_USER)) == (coordinator, True)
    for role, place in ((Role.MUNICIPAL_USER, MunicipalityFactory().territory), (COORDINATOR, town.territory)):
        with pytest.raises(PermissionDenied):
            give_territory_role(user, role, place, coordinator, AT, since=TODAY)


def test_ending_holds_at_once_and_only_once_and_keeps_the_row(coordinator, town, admin):
    row = TerritoryRole.objects.get()
    with pytest.raises(PermissionDenied):
        end_territory_role(row, coordinator, AT)
    assert (end_territory_role(row, admin, AT), end_territory_role(row, admin, AT)) == (True, False)
    row.refresh_from_db()
    assert (row.until, row.ended_by, holds_role_in(coordinator, COORDINATOR, town.territory, TODAY)) == (TODAY, admin, False)
    assert ModelLogEntry.objects.filter(action="territories.end_role").count() == 1


def test_policy_shows_a_role_to_its_holder_and_to_administrators(coordinator, admin):
    row, stranger = TerritoryRole.objects.get(), someone(Role.PROGRAMME_MANAGER)
    assert [list(visible(user, TerritoryRole)) for user in (coordinator, admin, stranger, someone(Role.VISITOR))] == [[row], [row], [], []]
    assert [(can(user, "view", row), can(user, "end", row)) for user in (coordinator, admin, stranger)] == [(True, False), (True, True), (False, False)]


def test_rows_of_other_tables_are_filtered_by_where_they_lie(coordinator, town):
    MunicipalityFactory(name="Шуя")
    mine = territories_of(coordinator, COORDINATOR, TODAY)
    assert list(Municipality.objects.filter(lies_in(mine, "territory"))) == [town]
