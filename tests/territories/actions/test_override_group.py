"""A group by hand: who may, what it needs, and that it wins."""
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from territories.actions.lift_override import NotAnOverride, lift_override
from territories.actions.override_group import ReasonMissing, override_group
from territories.models import Membership, PeerGroup, ReferenceStamp
from territories.queries import find_municipalities, group_of, groups_of
from tests.factories.territories import MunicipalityFactory
from tests.people import someone

pytestmark = pytest.mark.django_db
METHODOLOGISTS = {Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}


@pytest.fixture
def town():
    return MunicipalityFactory(name="Ефремов", group="DST")


def override(town, code="MONO", year=2024, note="по решению комиссии", role=Role.ADMINISTRATOR):
    return override_group(town, PeerGroup.objects.get(code=code), year, note, by=someone(role), at=timezone.now())


def test_override_wins_over_the_rule_and_states_its_reason(town):
    override(town)
    group = group_of(town.pk)
    assert (group.code, group.label, group.year, group.by_hand) == ("MONO", "моногород", 2024, "по решению комиссии")
    assert Membership.objects.filter(municipality=town).count() == 2


def test_override_twice_changes_the_one_row(town):
    first = override(town)
    second = override(town, code="BIG", note="  иначе  ")
    assert (first.pk, second.note, group_of(town.pk).code) == (second.pk, "иначе", "BIG")


@pytest.mark.parametrize("note", ["", "   "])
def test_override_without_a_reason_is_refused(town, note):
    with pytest.raises(ReasonMissing):
        override(town, note=note)


def test_override_without_a_reason_is_refused_by_the_database_too(town):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(municipality=town, group=PeerGroup.objects.first(), year=2024, basis="manual")


@pytest.mark.parametrize("role", Role)
def test_override_and_lifting_are_for_methodologists(town, role):
    row = override(town)
    if role in METHODOLOGISTS:
        override(town, role=role)
        lift_override(row, by=someone(role), at=timezone.now())
        assert group_of(town.pk).code == "DST"
        return
    with pytest.raises(PermissionDenied):
        override(town, role=role)
    with pytest.raises(PermissionDenied):
        lift_override(row, by=someone(role), at=timezone.now())
    assert group_of(town.pk).code == "MONO"


def test_lift_a_row_of_the_rule_is_refused(town):
    with pytest.raises(NotAnOverride):
        lift_override(Membership.objects.get(municipality=town), by=someone(Role.ADMINISTRATOR), at=timezone.now())


def test_override_is_seen_by_the_cached_list_of_names(town):
    assert find_municipalities("ефремов")[0].group == "DST"
    before = ReferenceStamp.objects.get().token
    override(town)
    assert find_municipalities("ефремов")[0].group == "MONO"
    assert ReferenceStamp.objects.get().token != before


def test_group_of_year_takes_the_nearest_year_before(town):
    override(town, year=2026)
    assert [getattr(group_of(town.pk, year), "code", None) for year in (2023, 2024, 2025, 2026, None)] == [None, "DST", "DST", "MONO", "MONO"]


@pytest.mark.parametrize("count", [1, 25])
def test_groups_of_many_is_one_query(count, django_assert_num_queries):
    others = [MunicipalityFactory(group="BIG").pk for _ in range(count)]
    with django_assert_num_queries(1):
        found = groups_of(others)
    assert [found[pk].code for pk in others] == ["BIG"] * count
