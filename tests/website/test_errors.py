"""Own pages for what goes wrong; 500 and 503 stand without a database."""
import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from website.views import errors


def test_unknown_address_gets_our_page(client, db):
    answer = client.get("/no-such-page/")
    assert (answer.status_code, "Такой страницы нет" in answer.text) == (404, True)


def test_unknown_address_in_english(client, db):
    answer = client.get("/en/no-such-page/")
    assert (answer.status_code, "There is no such page" in answer.text) == (404, True)


def test_bad_request_gets_our_page(rf, db):
    request = rf.get("/")
    assert errors.bad_request(request).status_code == 400


def test_form_without_token_says_what_to_do(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert (answer.status_code, "Форма устарела" in answer.text) == (403, True)


@pytest.mark.parametrize(("problem", "status", "words"), [(ValueError, 500, "Сайт ошибся"), (OperationalError, 503, "Сайт занят")])
def test_server_error_stands_without_a_database(problem, status, words):
    try:
        raise problem
    except problem:
        answer = errors.server_error(RequestFactory().get("/"))
    assert (answer.status_code, words in answer.content.decode(), answer.get("Retry-After")) == (status, True, "30" if status == 503 else None)
