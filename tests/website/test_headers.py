"""Headers that every answer bears."""
import pytest
from django.test import Client

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
}


def policy(answer) -> set[str]:
    """Directives of the answer, in no order."""
    return set(answer["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize(("path", "status"), [
    ("/", 200), ("/en/", 200), ("/about/", 200), ("/robots.txt", 200), ("/.well-known/security.txt", 200), ("/sitemap.xml", 200),
    ("/no-such-page/", 404), ("/media/images/none.png", 404), ("/accounts/login/", 200), ("/static/css/tokens.css", 200),
])
def test_answer_of_any_kind_bears_the_policy_and_nosniff(db, path, status):
    answer = Client().get(path)
    assert answer.status_code == status
    assert policy(answer) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_refused_host_bears_the_policy_too(db, settings):
    settings.ALLOWED_HOSTS = ["school.example.org"]
    answer = Client().get("/about", headers={"host": "evil.example.org"})
    assert answer.status_code == 400
    assert policy(answer) == POLICY


@pytest.mark.parametrize(("path", "language"), [("/about/", "ru"), ("/en/about/", "en")])
def test_language_is_the_addresses_and_not_the_browsers(db, path, language):
    answer = Client().get(path, headers={"accept-language": "en" if language == "ru" else "ru"})
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}"'.encode() in answer.content
    assert "accept-language" not in answer.get("Vary", "").lower()
