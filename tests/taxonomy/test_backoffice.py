"""The taxonomy in the admin: who sees it, what can be changed, what stays."""
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.roles import ADMIN_ROLES, Role
from ops.models import OutboxRow
from taxonomy.actions.merge_sectors import SameSector, SectorInUse, merge_sectors
from taxonomy.models import NationalProject, Sector, Tag
from taxonomy.queries import find_sector, uses_of
from tests.factories.taxonomy import NationalProjectFactory, SectorFactory, TagFactory, sector
from tests.people import someone

pytestmark = pytest.mark.django_db
EDITORS = {Role.CONTENT_EDITOR, Role.ADMINISTRATOR}
MODELS = {"sector": Sector, "tag": Tag, "nationalproject": NationalProject}


def url(model: str, view: str, *args) -> str:
    return reverse(f"wagtailsnippets_taxonomy_{model}:{view}", args=args)


@pytest.fixture
def editor(client):
    client.force_login(someone(Role.CONTENT_EDITOR))
    return client


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", Role)
def test_list_is_for_editors(client, model, role):
    if role != Role.VISITOR:
        client.force_login(someone(role))
    assert client.get(url(model, "list")).status_code == (200 if role in EDITORS else 404 if role in ADMIN_ROLES else 302)


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES - EDITORS))
def test_other_admin_roles_cannot_change(client, role):
    client.force_login(someone(role))
    row = sector("TRN")
    client.post(url("sector", "edit", row.pk), {"name": "Иначе", "code": "TRN", "order": 1})
    assert Sector.objects.get(pk=row.pk).name == "Транспорт"


def test_edit_changes_the_label_and_never_the_code(editor):
    row = sector("TRN")
    response = editor.post(url("sector", "edit", row.pk), {
        "name": "Перевозки", "name_en": "Transit", "full_name": row.full_name, "code": "QQQ", "order": row.order, "parent": "", "absorb": "",
    })
    assert response.status_code == 302
    changed = Sector.objects.get(pk=row.pk)
    assert (changed.name, changed.name_en, changed.code) == ("Перевозки", "Transit", "TRN")


@pytest.mark.parametrize("view", ["edit", "add"])
def test_saved_national_project_is_announced(editor, view):
    row = NationalProjectFactory()
    code, args = (row.code, [row.pk]) if view == "edit" else ("fresh", [])
    OutboxRow.objects.all().delete()
    form = {"code": code, "name": "Новое имя", "name_en": "", "year_from": 2025, "year_to": ""}
    assert editor.post(url("nationalproject", view, *args), form).status_code == 302
    assert list(OutboxRow.objects.filter(event="national_project_changed").values_list("handler", "key")) == [("search", code)]


@pytest.mark.parametrize(("code", "parent", "fine"), [
    ("ABC", "", True), ("ABC.sub", "", False), ("abc", "", False), ("AB", "", False), ("TRN.tram", "TRN", True), ("TRAM", "TRN", False),
    ("WST.tram", "TRN", False), ("TRN", "", False), ("TRN.x", "TRN", False), ("OLD", "", False),
])
def test_add_code_follows_its_parent(editor, code, parent, fine):
    Sector.objects.filter(code="TRN").update(aliases=["OLD"])
    editor.post(url("sector", "add"), {
        "name": "Новая", "code": code, "order": 1, "parent": sector(parent).pk if parent else "", "absorb": "", "name_en": "", "full_name": "",
    })
    assert Sector.objects.filter(code=code, name="Новая").exists() is fine


def test_edit_absorbs_an_unused_sector_and_knows_its_code(editor):
    old, kept = SectorFactory(code="OLD", aliases=["OLDER"]), sector("TRN")
    form = {"name": kept.name, "name_en": kept.name_en, "full_name": "", "order": kept.order, "parent": "", "absorb": old.pk}
    assert editor.post(url("sector", "edit", kept.pk), form).status_code == 302
    assert Sector.objects.get(pk=kept.pk).aliases == ["OLD", "OLDER"]
    assert (find_sector("OLD"), find_sector("older")) == (kept, kept)
    assert not Sector.objects.filter(pk=old.pk).exists()


def test_edit_absorbing_a_used_sector_is_refused_with_the_reason(editor):
    kept = sector("TRN")
    response = editor.post(url("sector", "edit", kept.pk), {"name": "Иначе", "order": 1, "absorb": sector("WST").pk})
    assert "Сфера используется, записей — 6. Сначала переведите их на другую, потом объединяйте." in response.content.decode()
    assert Sector.objects.get(pk=kept.pk).name == "Транспорт"


def test_delete_in_use_is_refused_with_the_reason(editor):
    response = editor.post(url("sector", "delete", sector("WST").pk), follow=True)
    assert "Удалить нельзя: используется записей — 6. Сначала переведите их на другое значение." in response.content.decode()
    assert Sector.objects.filter(code="WST").exists()


@pytest.mark.parametrize(("model", "factory"), [("sector", SectorFactory), ("tag", TagFactory), ("nationalproject", NationalProjectFactory)])
def test_delete_unused_goes(editor, model, factory):
    row = factory()
    assert editor.post(url(model, "delete", row.pk)).status_code == 302
    assert not MODELS[model].objects.filter(pk=row.pk).exists()


def test_delete_many_stops_where_one_is_in_use(editor):
    unused, used = SectorFactory(code="ZZZ"), sector("WST")
    address = reverse("wagtail_bulk_action", args=["taxonomy", "sector", "delete"])
    editor.post(f"{address}?id={unused.pk}&id={used.pk}")
    assert Sector.objects.filter(pk__in=[unused.pk, used.pk]).count() == 2
    editor.post(f"{address}?id={unused.pk}")
    assert list(Sector.objects.filter(pk__in=[unused.pk, used.pk])) == [used]


@pytest.mark.parametrize("role", Role)
def test_merge_is_for_editors(role):
    old, kept = SectorFactory(), sector("TRN")
    if role in EDITORS:
        assert merge_sectors(old, kept, by=someone(role), at=timezone.now()).aliases == [old.code]
        return
    with pytest.raises(PermissionDenied):
        merge_sectors(old, kept, by=someone(role), at=timezone.now())


def test_merge_used_or_same_is_refused():
    by = someone(Role.ADMINISTRATOR)
    with pytest.raises(SectorInUse) as refused:
        merge_sectors(sector("WST"), sector("TRN"), by=by, at=timezone.now())
    assert refused.value.count == 6
    with pytest.raises(SameSector):
        merge_sectors(sector("TRN"), sector("TRN"), by=by, at=timezone.now())


def test_uses_of_counts_the_second_level_and_nothing_for_a_leaf():
    assert (uses_of(sector("WST")), uses_of(sector("WST.cont"))) == (6, 0)
