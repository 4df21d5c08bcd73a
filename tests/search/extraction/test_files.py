"""From `file_public` to the index, and out of it again."""
from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ops.models import OutboxRow
from ops.outbox import drain_all, owe
from search import files
from search.extraction import text_of
from search.models import FileText
from tests.factories import portfolio as practices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index", "public")]
SNOW = Path(__file__).parents[2] / "data" / "attachments"


@pytest.fixture
def public(settings, tmp_path):
    """The public storage."""
    settings.MEDIA_ROOT = tmp_path / "media"


def publish(practice, name: str, data: bytes) -> None:
    """A file is put where everybody may fetch it."""
    default_storage.delete(name)
    owe("file_public", str(practice.pk), {"place": default_storage.save(name, ContentFile(data))})


def due() -> list[str]:
    """Practices that the index still owes."""
    return list(OutboxRow.objects.filter(event="practice_changed", handler="search", done_at=None).values_list("key", flat=True))


def test_words_of_a_public_file_stand_with_their_practice():
    practice, other = practices.live(), practices.live()
    drain_all()
    publish(practice, "b.docx", (SNOW / "snow.docx").read_bytes())
    publish(practice, "a.pdf", (SNOW / "snow.pdf").read_bytes())
    drain_all()
    text = text_of(practice)
    assert (text.count("снегоплавильной"), text.index("круглосуточно.\nПорядок") > 0, text_of(other)) == (2, True, "")


def test_each_file_owes_its_practice_to_the_index():
    practice = practices.live()
    drain_all()
    publish(practice, "a.docx", (SNOW / "snow.docx").read_bytes())
    files.read_public_file(list(OutboxRow.objects.filter(event="file_public")))
    assert due() == [str(practice.pk)]


def test_same_bytes_are_read_once(monkeypatch):
    first, second = practices.live(), practices.live()
    publish(first, "a.docx", (SNOW / "snow.docx").read_bytes())
    drain_all()
    monkeypatch.setattr(files, "extract", lambda *_: pytest.fail("read again"))
    publish(second, "z.docx", (SNOW / "snow.docx").read_bytes())
    drain_all()
    assert text_of(second) == text_of(first) != ""


def test_replaced_file_replaces_its_words():
    practice = practices.live()
    publish(practice, "a.docx", (SNOW / "snow.docx").read_bytes())
    drain_all()
    publish(practice, "a.docx", b"spoilt")
    drain_all()
    assert list(FileText.objects.values_list("place", "text", "problem")) == [("a.docx", "", "broken")]


@pytest.mark.parametrize("taken_back", ["told", "file gone"])
def test_words_of_a_file_taken_back_are_gone(taken_back):
    practice = practices.live()
    publish(practice, "a.docx", (SNOW / "snow.docx").read_bytes())
    drain_all()
    default_storage.delete("a.docx")
    owe("file_gone" if taken_back == "told" else "file_public", str(practice.pk), {"place": "a.docx"})
    drain_all()
    assert (text_of(practice), FileText.objects.count()) == ("", 0)


@pytest.mark.parametrize(("size", "problem"), [(99, "broken"), (100, "broken"), (101, "large")])
def test_file_over_the_limit_is_not_read(monkeypatch, size, problem):
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    publish(practices.live(), "a.pdf", b"x" * size)
    drain_all()
    assert list(FileText.objects.values_list("problem", flat=True)) == [problem]


def test_file_without_text_is_no_failure_of_the_runner():
    publish(practices.live(), "a.pdf", b"spoilt")
    publish(practices.live(), "b.jpg", b"picture")
    drain_all()
    rows = OutboxRow.objects.filter(event="file_public")
    assert [(row.done_at is not None, row.error) for row in rows] == [(True, "")] * 2
    assert list(FileText.objects.order_by("place").values_list("place", "problem")) == [("a.pdf", "broken"), ("b.jpg", "kind")]


def test_practice_that_is_gone_leaves_nothing():
    default_storage.save("a.pdf", ContentFile(b"x"))
    owe("file_public", "999999", {"place": "a.pdf"})
    drain_all()
    assert (FileText.objects.count(), due()) == (0, [])


def test_same_bytes_under_a_name_that_says_nothing_are_read_where_the_name_does():
    first, second = practices.live(), practices.live()
    publish(first, "a.bin", (SNOW / "snow.pdf").read_bytes())
    drain_all()
    publish(second, "a.pdf", (SNOW / "snow.pdf").read_bytes())
    drain_all()
    assert (text_of(first), "снегоплавильной" in text_of(second)) == ("", True)
