"""Everything about oneself as a file, once a day, for oneself alone."""
import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.actions.export_data import TooSoon, start_export
from accounts.actions.run_retention import run_retention
from accounts.exporting import EXPORT, export_data, write_archive
from accounts.models import Notice
from accounts.personal import HOLDERS
from accounts.roles import Role
from ops.files import full_path
from ops.jobs import Progress
from ops.models import Job, PrivateFile
from ops.outbox import drain_all
from tests.people import someone

URL = "/accounts/data/"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.VAR = tmp_path
    settings.FREE_SPACE_FLOOR = 0


@pytest.fixture
def mine(person):
    client = Client()
    client.force_login(person)
    return client


def key_of(client) -> str:
    return str(client.get(URL).context["key"])


def archive_of(file: PrivateFile) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(full_path(file.path).read_bytes()))


def test_data_of_a_visitor_lead_to_the_door(db):
    for address in (URL, f"{URL}erase/"):
        assert Client().get(address).url == f"/accounts/login/?next={address}"


def test_export_is_made_stored_and_told(db, mine, person):
    key = key_of(mine)
    assert [mine.post(f"{URL}export/", {"key": key}).url for _ in range(2)] == [URL, URL]
    assert Job.objects.filter(by=person).count() == 1
    drain_all()
    file = PrivateFile.objects.get(purpose=EXPORT)
    assert (Job.objects.get().state, file.by, mine.get(f"/desk/files/{file.public_id}/").status_code) == ("done", None, 200)
    assert Notice.objects.get(reader__user=person).url == URL
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    account = json.loads(archive_of(file).read("accounts.json"))
    assert [row["email"] for section in account["sections"] for row in section["rows"] if "email" in row] == [person.email]
    assert person.email in archive_of(file).read("index.html").decode()


def test_export_file_is_the_owners_for_seven_days(db, person):
    start_export(person, timezone.now())
    drain_all()
    address = f"/desk/files/{PrivateFile.objects.get(purpose=EXPORT).public_id}/"
    for stranger in (someone(Role.ADMINISTRATOR), someone(Role.DATA_PROTECTION_OFFICER), someone(Role.MENTOR)):
        client = Client()
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    assert Client().get(address).status_code == 404
    for days, status in ((6, 200), (7, 404)):
        with time_machine.travel(timezone.now() + timedelta(days=days, minutes=1)):
            client = Client()
            client.force_login(person)
            assert client.get(address).status_code == status


def test_export_file_goes_after_its_term(db, person, django_capture_on_commit_callbacks):
    start_export(person, timezone.now())
    drain_all()
    place = full_path(PrivateFile.objects.get(purpose=EXPORT).path)
    run_retention(timezone.now() + timedelta(days=6))
    assert place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run_retention(timezone.now() + timedelta(days=8))
    assert (place.exists(), PrivateFile.objects.count()) == (False, 0)


def test_export_is_made_once_a_day(db, person):
    start_export(person, timezone.now())
    with pytest.raises(TooSoon):
        start_export(person, timezone.now() + timedelta(hours=23, minutes=59))
    start_export(person, timezone.now() + timedelta(hours=24, minutes=1))
    assert Job.objects.count() == 2


def test_export_that_failed_may_be_tried_at_once(db, person):
    Job.objects.filter(pk=start_export(person, timezone.now()).pk).update(state=Job.State.FAILED)
    start_export(person, timezone.now())
    assert Job.objects.count() == 2


def test_export_of_somebody_blocked_is_refused(db, person):
    person.is_active = False
    with pytest.raises(PermissionDenied):
        start_export(person, timezone.now())


def test_export_run_again_after_a_crash_stores_one_file(db, person):
    job = start_export(person, timezone.now())
    first = export_data(job, Progress(job))
    assert export_data(job, Progress(job)) == {"file": first["file"]}
    assert PrivateFile.objects.filter(purpose=EXPORT).count() == 1


def test_export_with_a_spent_key_says_so(db, mine):
    assert "слишком долго" in mine.post(f"{URL}export/", {"key": "x"}, follow=True).content.decode()


def test_export_asks_every_room_and_speaks_the_persons_language(db, person, monkeypatch):
    person.language = "en"
    target = io.BytesIO()
    assert write_archive(person, target, timezone.now()) > 0
    page = zipfile.ZipFile(target).read("index.html").decode()
    assert ("Your account" in page, "lang=\"en\"" in page) == (True, True)
    assert set(HOLDERS) >= {"accounts", "sign-in", "ops", "wagtail"}


def test_data_page_costs_the_same_at_one_and_at_many_looks(db, mine, person, django_assert_max_num_queries):
    from accounts.reading import note_reads

    mine.get(URL)
    counts = []
    for times in (1, 30):
        for _ in range(times):
            note_reads(someone(Role.CURATOR), [str(person.public_id)], "contacts", timezone.now())
        with django_assert_max_num_queries(40) as seen:
            assert mine.get(URL).context["looks_total"] >= times
        counts.append(len(seen))
    assert counts[0] == counts[1]
