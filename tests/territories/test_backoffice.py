"""Groups by hand in the admin."""
import pytest
from django.urls import reverse

from accounts.roles import ADMIN_ROLES, Role
from territories.models import Membership, PeerGroup
from territories.queries import group_of
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone

pytestmark = pytest.mark.django_db
METHODOLOGISTS = {Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}


def url(view: str, *args, model: str = "membership") -> str:
    return reverse(f"wagtailsnippets_territories_{model}:{view}", args=args)


@pytest.fixture
def town():
    return MunicipalityFactory(name="Ефремов", region=RegionFactory(name="Тульская область"), oktmo="70714000", group="DST")


@pytest.fixture
def manager(client):
    client.force_login(someone(Role.PROGRAMME_MANAGER))
    return client


def form(**changes):
    return {"municipality": "Ефремов, Тульская область", "group": PeerGroup.objects.get(code="MONO").pk, "year": 2024, "note": "так решили"} | changes


@pytest.mark.parametrize("model", ["membership", "peergroup"])
@pytest.mark.parametrize("role", Role)
def test_lists_are_for_methodologists(client, role, model):
    if role != Role.VISITOR:
        client.force_login(someone(role))
    assert client.get(url("list", model=model)).status_code == (200 if role in METHODOLOGISTS else 404 if role in ADMIN_ROLES else 302)


def test_add_puts_the_municipality_into_the_group(manager, town):
    assert manager.post(url("add"), form()).status_code == 302
    assert (group_of(town.pk).code, group_of(town.pk).by_hand) == ("MONO", "так решили")


@pytest.mark.parametrize("changes", [{"note": ""}, {"note": "   "}, {"municipality": "Атлантида"}, {"year": ""}, {"group": ""}])
def test_add_incomplete_changes_nothing(manager, town, changes):
    assert manager.post(url("add"), form(**changes)).status_code == 200
    assert Membership.objects.filter(basis="manual").count() == 0


def test_add_twice_for_one_year_names_the_way(manager, town):
    manager.post(url("add"), form())
    answer = manager.post(url("add"), form(note="ещё раз")).content.decode()
    assert "У муниципалитета уже есть группа, заданная вручную на этот год. Измените её." in answer
    assert Membership.objects.get(basis="manual").note == "так решили"


def test_edit_changes_group_and_reason_and_keeps_place_and_year(manager, town):
    manager.post(url("add"), form())
    other = MunicipalityFactory(name="Ясногорск")
    row = Membership.objects.get(basis="manual")
    changes = form(municipality="Ясногорск", year=2030, note="иначе", group=PeerGroup.objects.get(code="BIG").pk)
    assert manager.post(url("edit", row.pk), changes).status_code == 302
    row.refresh_from_db()
    assert (row.municipality, row.year, row.group.code, row.note) == (town, 2024, "BIG", "иначе")
    assert group_of(other.pk) is None


def test_delete_gives_the_municipality_back_to_the_rule(manager, town):
    manager.post(url("add"), form())
    assert manager.post(url("delete", Membership.objects.get(basis="manual").pk)).status_code == 302
    assert group_of(town.pk).code == "DST"


@pytest.mark.parametrize("view", ["edit", "delete"])
def test_rows_of_the_rule_are_out_of_reach(manager, town, view):
    row = Membership.objects.get(municipality=town, basis="rule")
    assert manager.post(url(view, row.pk), form()).status_code == 404
    assert Membership.objects.get(pk=row.pk).basis == "rule"


def test_delete_many_is_refused(manager, town):
    manager.post(url("add"), form())
    row = Membership.objects.get(basis="manual")
    manager.post(reverse("wagtail_bulk_action", args=["territories", "membership", "delete"]) + f"?id={row.pk}")
    assert Membership.objects.filter(pk=row.pk).exists()


def test_list_shows_only_those_by_hand_with_constant_sql(manager, django_assert_max_num_queries):
    def add(count):
        for _ in range(count):
            Membership.objects.create(
                municipality=MunicipalityFactory(group="DST"), group=PeerGroup.objects.get(code="BIG"), year=2024, basis="manual", note="да",
            )

    add(1)
    manager.get(url("list"))
    with django_assert_max_num_queries(12) as one:
        manager.get(url("list"))
    add(14)
    with django_assert_max_num_queries(12) as many:
        answer = manager.get(url("list"))
    assert answer.context["page_obj"].paginator.count == 15
    assert len(many) == len(one)


def test_group_titles_are_edited_and_groups_neither_made_nor_deleted(manager):
    group = PeerGroup.objects.get(code="BIG")
    assert manager.post(url("edit", group.pk, model="peergroup"), {"title": "большой город", "title_en": "big"}).status_code == 302
    group.refresh_from_db()
    assert (group.title, group.code) == ("большой город", "BIG")
    manager.post(url("delete", group.pk, model="peergroup"))
    manager.post(url("add", model="peergroup"), {"title": "новая", "title_en": "new"})
    assert PeerGroup.objects.count() == 9
