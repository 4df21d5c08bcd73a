"""The read log only grows."""
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import ReadLog
from accounts.reading import note_export, note_read, note_reads
from accounts.roles import Role
from tests.people import someone


@pytest.fixture
def reader(db):
    return someone(Role.CURATOR)


@pytest.fixture
def subject(db):
    return someone(Role.TRAINEE)


def test_reading_is_noted_once_with_one_query(reader, subject, django_assert_num_queries):
    at = timezone.now()
    with django_assert_num_queries(1):
        note_read(reader, str(subject.public_id), "contacts", at)
    assert list(ReadLog.objects.values_list("reader", "subject", "what", "rows", "at")) == [(reader.public_id, subject.public_id, "contacts", 1, at)]


def test_reading_of_oneself_is_not_noted(reader):
    note_read(reader, str(reader.public_id), "contacts", timezone.now())
    assert ReadLog.objects.count() == 0


def test_reading_of_a_list_names_everybody_once(reader, subject):
    other = someone(Role.MENTOR)
    ids = [str(subject.public_id), str(other.public_id), str(subject.public_id), str(reader.public_id)]
    assert note_reads(reader, ids, "list", timezone.now()) == 2
    assert set(ReadLog.objects.values_list("subject", flat=True)) == {subject.public_id, other.public_id}


def test_export_is_noted_with_its_rows(reader):
    note_export(reader, "log", 31, timezone.now())
    assert list(ReadLog.objects.values_list("subject", "rows")) == [(None, 31)]


def test_log_cannot_be_changed(reader, subject):
    note_read(reader, str(subject.public_id), "contacts", timezone.now() - timedelta(days=4000))
    for change in (lambda: ReadLog.objects.update(what="nothing"), lambda: ReadLog.objects.update(reader=subject.public_id)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert ReadLog.objects.get().what == "contacts"


@pytest.mark.parametrize(("days", "stays"), [(0, True), (364, True), (366, False), (4000, False)])
def test_log_row_is_deleted_only_when_a_year_old(reader, subject, days, stays):
    note_read(reader, str(subject.public_id), "contacts", timezone.now() - timedelta(days=days))
    if stays:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            ReadLog.objects.all().delete()
    else:
        ReadLog.objects.all().delete()
    assert ReadLog.objects.exists() is stays
