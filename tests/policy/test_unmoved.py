"""What is hidden from a reader changes nothing of what the reader is shown, to the byte."""
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.actions.withdraw_consent import withdraw_consent
from accounts.models import Notice
from accounts.roles import Role
from portfolio.actions.draft import write_draft
from portfolio.models import Practice
from tests.factories.portfolio import draft, live, ready_fields
from tests.people import someone
from tests.policy import objects
from tests.policy.objects_people import person

PAGES = ("/", "/en/", "/practices/", "/en/practices/", "/practices/?q=автобус", "/territories/", "/sitemap.xml", "/sitemap-practices.xml", "/robots.txt",
         "/desk/", "/desk/notices/", "/desk/jobs/", "/desk/programme/", "/accounts/", "/accounts/consents/", "/accounts/data/", "/desk/people/", "/no-such-page/")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|hx-headers=\'[^\']*\'')
KEY = re.compile(rb'name="key" value="[0-9a-f-]{36}"')  # of a form, drawn anew for each


def bodies(caller, reader: str, pages) -> dict[str, tuple]:
    """Status, tag and body of each page without the tokens of its forms."""
    cache.clear()
    got = {page: caller.call(reader, "GET", page) for page in pages}
    return {page: (one.answer, one.response.headers.get("ETag"), KEY.sub(b"", TOKEN.sub(b"", one.content))) for page, one in got.items()}


@pytest.fixture(scope="module")
def rows(caller):
    """A live practice for all; a draft, a notice, a consent, a job and a person of somebody else."""
    shown = live(sector_id=objects.sector())
    stranger = objects.UserFactory()
    objects.notice(stranger)
    given = stranger.consents.get(public_id=objects.consent(stranger)["public_id"])
    return shown, draft(sector_id=objects.sector()), stranger, given


@pytest.mark.parametrize("reader", ["visitor", "municipal_user"])
def test_changes_of_hidden_rows_leave_every_page_as_it_was(caller, rows, reader):
    shown, hidden, stranger, given = rows
    pages = (*PAGES, f"/practices/{shown.number}-{shown.slug}/", f"/practices/{hidden.number}/")
    before = bodies(caller, reader, pages)
    editor, now = someone(Role.CONTENT_EDITOR), timezone.now()
    row = Practice.objects.get(pk=hidden.pk)
    same = {"sector_id": objects.sector(), "places": hidden.as_fields().places}  # no new town: towns are for all
    write_draft(row, ready_fields(title=f"Автобус без пересадки, {reader}", **same), editor, now)
    draft(title=f"Автобус для {reader}", **same)
    Notice.objects.filter(reader__user=stranger).update(title="Другое", read_at=now)
    objects.job(stranger)
    person(objects.UserFactory())
    objects.invitation(stranger)
    if given.withdrawn_at is None:
        withdraw_consent(given, stranger, now)
    after = bodies(caller, reader, pages)
    print(f"\npolicy: {len(pages)} pages as {reader} unmoved by hidden changes")
    assert [page for page in pages if before[page] != after[page]] == []


def test_a_change_that_is_for_all_moves_pages(caller, rows):
    before = bodies(caller, "visitor", PAGES)
    live(title="Автобус у новой школы", sector_id=objects.sector())
    after = bodies(caller, "visitor", PAGES)
    assert [page for page in PAGES if before[page] != after[page]] != []
