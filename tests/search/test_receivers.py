"""The way from a publication to the index: outbox, lock, number, rows."""
from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from ops.models import Counter, OutboxRow
from ops.outbox import Later, drain_all, owe
from portfolio.actions.publish import publish_practice
from portfolio.actions.withdraw import withdraw_practice
from portfolio.fields import PlaceFields
from search.engines import engine
from search.query import CatalogueQuery, Tree
from search.receivers import index_practices
from taxonomy.models import Sector
from territories.models import Membership, PeerGroup
from tests.architecture.test_layers import ROOT
from tests.factories import portfolio as practices
from tests.factories.taxonomy import NationalProjectFactory, SectorFactory
from tests.factories.territories import MunicipalityFactory
from tests.people import someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def check() -> tuple[int, str]:
    """Exit code and text of `search_check`."""
    out = StringIO()
    try:
        call_command("search_check", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_published_practice_is_found_after_the_drain():
    practice = practices.live()
    assert engine().ids() == {}
    drain_all()
    assert list(engine().ids()) == [practice.pk]


def test_withdrawn_practice_is_gone_after_the_drain():
    practice, other = practices.live(), practices.live()
    drain_all()
    withdraw_practice(practice, someone(Role.CONTENT_EDITOR), timezone.now())
    drain_all()
    assert list(engine().ids()) == [other.pk]


def test_the_same_row_twice_doubles_nothing():
    practice = practices.live()
    drain_all()
    for _ in range(2):
        index_practices(list(OutboxRow.objects.filter(event="practice_changed")))
    assert list(engine().ids()) == [practice.pk]


def test_each_batch_draws_a_greater_number():
    practice = practices.live()
    drain_all()
    before = engine().ids()[practice.pk]
    publish_practice(practice, someone(Role.CONTENT_EDITOR), timezone.now())
    drain_all()
    assert engine().ids()[practice.pk] > before
    assert Counter.objects.get(name="search").value == engine().ids()[practice.pk]


def test_rows_are_read_under_the_lock(monkeypatch):
    """A runner that read before the lock could write an older text over a newer one."""
    practice = practices.live()
    drain_all()
    seen = []
    real = engine().batch

    def late_batch():
        practice.title = "Новое название под замком"
        practice.save_revision(clean=False).publish()
        seen.append("locked")
        return real()

    monkeypatch.setattr(engine(), "batch", late_batch)
    index_practices([OutboxRow(event="practice_changed", handler="search", key=str(practice.pk))])
    assert (seen, engine().frequency("замком", "замк")) == (["locked"], 1)


def test_busy_index_means_later(monkeypatch):
    import sys

    practice = practices.live()
    drain_all()
    monkeypatch.setattr(sys.modules["search.engines.embedded"], "PATIENCE", 0.05)
    with engine().batch(), pytest.raises(Later):
        index_practices([OutboxRow(event="practice_changed", handler="search", key=str(practice.pk))])


def test_renamed_sector_reaches_its_practices_through_the_outbox():
    practice = practices.live()
    practices.live(sector_id=SectorFactory(code="X-OTH", name="Иное").pk)
    drain_all()
    Sector.objects.filter(pk=practice.sector_id).update(name="Перевозки")
    owe("sector_changed", practice.sector.code)
    drain_all()
    assert engine().frequency("перевозки", "перевозк") == 1


def test_renamed_national_project_reaches_its_practices_alone(client):
    project = NationalProjectFactory(name="Экология")
    practice, other = practices.live(national_project_id=project.pk), practices.live()
    drain_all()
    before = engine().ids()
    client.force_login(someone(Role.CONTENT_EDITOR))
    form = {"name": "Благополучие", "name_en": "", "year_from": project.year_from, "year_to": ""}
    assert client.post(reverse("wagtailsnippets_taxonomy_nationalproject:edit", args=[project.pk]), form).status_code == 302
    drain_all()
    after = engine().ids()
    assert (after[practice.pk] > before[practice.pk], after[other.pk] == before[other.pk]) == (True, True)
    assert engine().frequency("благополучие", "благополуч") == 1


def test_changed_group_reaches_the_practices_of_the_municipality():
    town = MunicipalityFactory(group="BIG")
    practices.live(places=(PlaceFields(town.pk),))
    drain_all()
    Membership.objects.filter(municipality=town).update(group=PeerGroup.objects.get(code="RUR"))
    owe("group_changed", str(town.pk))
    drain_all()
    assert engine().search(CatalogueQuery(), Tree(), ("group",)).facets == {"group": {"RUR": 1}}


def test_check_of_equal_index_is_silent_and_zero():
    practices.live()
    drain_all()
    code, text = check()
    assert (code, text.split(",")[:2]) == (0, ["1 indexed", " 1 live"])


def test_check_names_what_is_missing_and_what_is_too_many():
    practice = practices.live()
    drain_all()
    missing = practices.live()
    with engine().batch() as batch:
        batch.drop([practice.pk], version=1)
        batch.put([{"pk": 999_999, "version": 1, "sort_newest": 1, "sort_cost": 1, "sort_title": "a"}])
    code, text = check()
    assert code == 1
    assert f"2 live but not indexed: {practice.pk}, {missing.pk}" in text
    assert "1 indexed but not live: 999999" in text


def test_check_of_an_empty_catalogue_without_index_is_zero():
    assert check()[0] == 0


def test_rebuild_makes_the_index_equal_the_database():
    practices.live()
    practices.draft()
    call_command("search_rebuild", stdout=StringIO())
    assert check()[0] == 0


def test_rebuild_if_missing_does_nothing_where_an_index_is():
    call_command("search_rebuild", stdout=StringIO())
    before = engine().generation()
    call_command("search_rebuild", "--if-missing", stdout=StringIO())
    assert engine().generation() == before


def test_rebuild_while_another_writes_says_so(monkeypatch):
    import sys

    monkeypatch.setattr(sys.modules["search.engines.embedded"], "PATIENCE", 0.05)
    with engine().batch(), pytest.raises(CommandError, match="Another process"):
        call_command("search_rebuild")


def test_the_index_is_written_through_the_outbox_only():
    calls = (".batch(", ".rebuild(", "open_index(")
    writers = {
        str(path.relative_to(ROOT)) for top in ("accounts", "config", "ops", "portfolio", "search", "taxonomy", "territories", "website")
        for path in (ROOT / top).rglob("*.py") if any(call in path.read_text() for call in calls)
    }
    assert writers == {"search/receivers.py", "search/management/commands/search_rebuild.py", "search/engines/embedded.py"}
