"""Drafts: numbers, rows, revisions, what stays public."""
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.roles import Role
from ops.models import OutboxRow
from portfolio.actions.draft import PracticeLocked, SharesDoNotAddUp, write_draft
from portfolio.actions.publish import publish_practice
from portfolio.fields import BudgetFields, PlaceFields, PracticeFields
from portfolio.models import Practice
from tests.factories.portfolio import draft, live, ready_fields
from tests.factories.taxonomy import SectorFactory, TagFactory
from tests.factories.territories import MunicipalityFactory
from tests.people import someone

pytestmark = pytest.mark.django_db


def test_write_draft_new_writes_every_field_and_stays_private():
    fields = ready_fields(
        subsector_ids=(SectorFactory().pk,), tag_ids=(TagFactory().pk,), origin="import", source="учебный набор", source_key="П-1",
    )
    made = draft(**{name: getattr(fields, name) for name in PracticeFields.__dataclass_fields__})
    row = Practice.objects.get()
    assert (row.as_fields(), row.live, row.has_unpublished_changes, row.first_published_at) == (fields, False, True, None)
    assert (row.cost_krub, row.number, row.slug, row.year) == (Decimal("3420.5"), made.number, "", None)
    assert row.latest_revision.as_object().as_fields() == fields
    assert OutboxRow.objects.filter(event="practice_changed").count() == 0


def test_write_draft_numbers_grow_and_are_not_used_again():
    first, second = draft(), draft()
    second.delete()
    assert draft().number == first.number + 2


def test_write_draft_without_budget_leaves_the_cost_unknown():
    assert draft(budget=()).cost_krub is None
    assert draft(budget=(BudgetFields("local", Decimal(0)),)).cost_krub == 0


@pytest.mark.parametrize("share, fits", [("66.65", False), ("66.66", True), ("66.67", True), ("66.68", True), ("66.69", False)])
def test_write_draft_shares_must_make_100(share, fits):
    places = (PlaceFields(MunicipalityFactory().pk, "", Decimal(share)), PlaceFields(MunicipalityFactory().pk, "", Decimal("33.33")))
    if fits:
        assert [row.share for row in draft(places=places).places.all()] == [Decimal(share), Decimal("33.33")]
    else:
        with pytest.raises(SharesDoNotAddUp):
            draft(places=places)


def test_write_draft_over_a_live_practice_leaves_the_public_row():
    practice = live()
    before = Practice.objects.get().as_fields()
    changed = replace(before, title="Другое название", indicators=before.indicators[:1], tag_ids=(TagFactory().pk,))
    write_draft(practice, changed, someone(Role.CONTENT_EDITOR), timezone.now())
    row = Practice.objects.get()
    assert (row.as_fields(), row.live, row.has_unpublished_changes) == (before, True, True)
    assert row.latest_revision.as_object().as_fields() == changed
    publish_practice(row, someone(Role.CONTENT_EDITOR), timezone.now())
    assert Practice.objects.get().as_fields() == changed


def test_write_draft_over_a_draft_rewrites_the_row():
    practice = draft()
    changed = replace(practice.as_fields(), title="Другое название", budget=(), places=(PlaceFields(MunicipalityFactory().pk),))
    write_draft(practice, changed, someone(Role.CONTENT_EDITOR), timezone.now())
    row = Practice.objects.get()
    assert (row.as_fields(), row.cost_krub, row.number) == (changed, None, practice.number)
    assert row.revisions.count() == 2


def test_write_draft_over_a_locked_practice_is_refused():
    practice = draft()
    Practice.objects.update(locked=True, locked_by=someone(Role.ADMINISTRATOR))
    with pytest.raises(PracticeLocked):
        write_draft(practice, practice.as_fields(), someone(Role.CONTENT_EDITOR), timezone.now())


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)])
def test_write_draft_by_others_is_refused(role):
    practice = draft()
    for target in (None, practice):
        with pytest.raises(PermissionDenied):
            write_draft(target, practice.as_fields(), someone(role), timezone.now())
    assert practice.revisions.count() == 1
