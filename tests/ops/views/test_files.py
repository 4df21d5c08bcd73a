"""The one way out for private files."""
from __future__ import annotations

import re
import uuid
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from accounts.roles import Role
from ops.files import POLICIES, file_policy, full_path, store_file
from ops.models import PrivateFile
from ops.views.files import file_view
from tests.ops.samples import PDF
from tests.people import someone


@pytest.fixture(autouse=True)
def own_root(settings, tmp_path):
    """An own private folder per test, and a policy: whoever stored the file reads it."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    file_policy("test")(lambda user, file: user.is_authenticated and file.by_id == user.pk)
    yield
    del POLICIES["test"]


@pytest.fixture
def owner(db):
    return someone(Role.CONTENT_EDITOR)


@pytest.fixture
def file(owner):
    return store_file(ContentFile(PDF, name="отчёт «двор».pdf"), "test", "", owner, {"pdf"}, 10_000)


def ask(user, public_id, method="get"):
    """The view's answer, or 404."""
    request = getattr(RequestFactory(), method)(f"/desk/files/{public_id}/")
    request.user = user
    try:
        return file_view(request, public_id)
    except Http404:
        return 404


def test_address_is_stable(file):
    path = reverse("ops:file", args=[file.public_id])
    assert path == f"/desk/files/{file.public_id}/"
    assert resolve(path).func == file_view


def test_owner_gets_an_attachment_that_nothing_keeps_or_runs(client, owner, file):
    client.force_login(owner)
    answer = client.get(reverse("ops:file", args=[file.public_id]), headers={"accept-encoding": "gzip"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PDF)
    wanted = {
        "Content-Type": "application/pdf", "Content-Length": str(len(PDF)), "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f"attachment; filename*=utf-8''{quote('отчёт «двор».pdf')}",
    }
    assert {name: answer[name] for name in wanted} == wanted
    assert not answer.has_header("Content-Encoding")


def test_owner_reads_with_one_query(owner, file, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert ask(owner, file.public_id).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CONTENT_EDITOR])
def test_every_other_role_gets_the_answer_of_an_absent_file(file, role):
    person = someone(role)
    assert (ask(person, file.public_id), ask(person, uuid.uuid4())) == (404, 404)


def test_colleague_of_the_same_role_gets_404(file):
    assert ask(someone(Role.CONTENT_EDITOR, email="colleague@people.invalid"), file.public_id) == 404


def test_purpose_without_policy_is_read_by_nobody(owner, file):
    PrivateFile.objects.update(purpose="forgotten")
    assert ask(owner, file.public_id) == 404


@pytest.mark.parametrize(("state", "served"), [("unchecked", True), ("pending", False), ("clean", True), ("infected", False)])
def test_scan_state_decides(owner, file, state, served):
    PrivateFile.objects.update(scan=state)
    answer = ask(owner, file.public_id)
    assert (answer != 404) == served


def test_row_without_file_answers_404(owner, file):
    full_path(file.path).unlink()
    assert ask(owner, file.public_id) == 404


def test_post_is_refused(owner, file):
    assert ask(owner, file.public_id, "post").status_code == 405


def test_head_is_answered(owner, file):
    assert ask(owner, file.public_id, "head").status_code == 200


def test_page_of_a_forbidden_file_equals_that_of_an_absent_one(client, file):
    """Through address, middleware and error page."""
    client.force_login(someone(Role.ANALYST))
    pages = []
    for number in (file.public_id, uuid.uuid4()):
        answer = client.get(reverse("ops:file", args=[number]))
        body = answer.content.decode().replace(str(number), "")
        pages.append((answer.status_code, re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", body)))
    assert pages[0] == pages[1]
    assert pages[0][0] == 404
