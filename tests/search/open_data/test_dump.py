"""The nightly dump: whole or not at all, without what was withdrawn."""
from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.roles import Role
from ops.models import Job
from ops.outbox import drain_all
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.withdraw import withdraw_practice
from search.open_data import dump as dumps
from search.open_data.columns import COLUMNS
from search.open_data.dump import current_dump, make_dump
from search.open_data.duties import is_due, look
from tests.factories.portfolio import draft, live
from tests.factories.taxonomy import SectorFactory
from tests.people import someone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    """An own folder, unspent limits."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "open-data"


def lines() -> list[dict]:
    """Records of the dump in force."""
    return [json.loads(line) for line in gzip.open(current_dump().path("practices.jsonl.gz"), "rt", encoding="utf-8")]


def test_dump_holds_live_practices_in_both_files_with_checksums(place):
    row, _ = live(title="=Парк у реки"), draft(sector_id=SectorFactory().pk)
    made = make_dump(timezone.now())
    table = list(csv.reader(io.StringIO(made.path("practices.csv").read_text(encoding="utf-8"))))
    assert [record["number"] for record in lines()] == [row.number]
    assert (table[0], len(table), dict(zip(table[0], table[1], strict=True))["title"]) == ([column.name for column in COLUMNS], 2, "'=Парк у реки")
    values = dict(zip(table[0], table[1], strict=True))
    assert (values["cost_krub"], values["start"], values["share_of_target"], values["permanent_url"]) == (
        "3420.5", "2023-09-01", "98.4", f"http://localhost:8000/practices/{row.number}-{row.slug}/v1/",
    )
    assert {file.name: file.sha256 for file in made.files} == {
        file.name: hashlib.sha256(made.path(file.name).read_bytes()).hexdigest() for file in made.files
    }
    assert (made.count, current_dump(), sorted(path.name for path in place.iterdir())) == (1, made, sorted([made.folder, "current.json"]))


def test_withdrawn_practice_is_gone_with_the_next_dump_which_is_due_at_once(place):
    row, other, at = live(), live(sector_id=SectorFactory().pk), timezone.now()
    first = make_dump(at)
    assert is_due(first, at) is False
    withdraw_practice(row, someone(Role.CONTENT_EDITOR), timezone.now())
    assert (len(lines()), is_due(first, at)) == (2, True)
    make_dump(at + timedelta(seconds=2))
    assert ([record["number"] for record in lines()], first.path("practices.csv").exists()) == ([other.number], False)


def test_broken_making_leaves_the_old_dump(place, monkeypatch):
    live()
    old = make_dump(timezone.now())
    monkeypatch.setattr(dumps, "terms", lambda at, count: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_dump(timezone.now() + timedelta(seconds=2))
    assert (current_dump(), len(lines()), len(list(place.iterdir()))) == (old, 1, 2)


def test_duty_starts_one_job_which_makes_the_dump(place):
    live()
    look(timezone.now())
    look(timezone.now())
    assert Job.objects.filter(kind="open_data").count() == 1
    drain_all()
    assert (current_dump().count, Job.objects.get(kind="open_data").state) == (1, "done")
    look(timezone.now())
    assert Job.objects.filter(kind="open_data").count() == 1


@pytest.mark.parametrize("count", [1, 7])
def test_queries_of_a_chunk_are_constant(count, django_assert_num_queries):
    for _ in range(count):
        live(sector_id=SectorFactory().pk)
    with django_assert_num_queries(5):
        make_dump(timezone.now())


def test_file_is_served_with_a_tag_and_only_by_its_name(client):
    assert client.get("/open-data/practices.csv").status_code == 404
    live()
    make_dump(timezone.now())
    answer = client.get("/open-data/practices.csv")
    again = client.get("/open-data/practices.csv", headers={"If-None-Match": answer["ETag"]})
    assert (answer.status_code, answer["Content-Type"], again.status_code, again["ETag"]) == (200, "text/csv; charset=utf-8", 304, answer["ETag"])
    assert [client.get(f"/open-data/{name}").status_code for name in ("current.json", "..%2fcurrent.json", "persons.csv")] == [404] * 3
    packed = client.get("/open-data/practices.jsonl.gz", headers={"Accept-Encoding": "gzip"})
    assert json.loads(gzip.decompress(b"".join(packed.streaming_content)))["title"] == "Оптимизация согласования маршрута автобуса"


def test_page_shows_files_fields_and_terms(client):
    before = client.get("/open-data/").text
    live()
    made = make_dump(timezone.now())
    page = client.get("/open-data/").text
    assert ("Файлов ещё нет" in before, "Файлов ещё нет" in page) == (True, False)
    assert [file.sha256 in page for file in made.files] == [True] * 4
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (data["@type"], data["license"], len(data["distribution"])) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/", 2)


@pytest.mark.parametrize("leave", [withdraw_practice, unpublish_practice])
def test_one_that_left_is_seen_though_another_came_back(place, leave):
    by, row, other = someone(Role.CONTENT_EDITOR), live(), live(sector_id=SectorFactory().pk)
    unpublish_practice(other, by, timezone.now())
    first = make_dump(timezone.now())
    assert (first.count, is_due(first, timezone.now())) == (1, False)
    publish_practice(other, by, timezone.now())
    leave(row, by, timezone.now())
    assert is_due(first, first.made_at) is True
