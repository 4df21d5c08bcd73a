"""What a mail domain proves."""
import pytest

from territories.queries.registration import public_hosts
from territories.rules.mail_domains import and_above, domain_of, is_public, plain


@pytest.mark.parametrize(("email", "domain"), [
    ("zoya@Town.Example", "town.example"), ("a@b@town.example", "town.example"), ("zoya@почта.рф", "xn--80a1acny.xn--p1ai"),
    ("zoya", ""), ("zoya@localhost", ""), ("zoya@-a.example", ""), ("zoya@" + "a" * 64 + ".example", ""), ("", ""),
])
def test_domain_of_an_address(email, domain):
    assert domain_of(email) == domain


@pytest.mark.parametrize(("text", "domain"), [(" .Town.Example. ", "town.example"), ("town", ""), ("a..b", ""), ("a b.example", "")])
def test_domain_as_it_is_compared(text, domain):
    assert plain(text) == domain


def test_those_above_end_at_two_parts():
    assert list(and_above("a.b.town.example")) == ["a.b.town.example", "b.town.example", "town.example"]


@pytest.mark.parametrize(("domain", "public"), [
    ("mail.ru", True), ("yandex.ru", True), ("gmail.com", True), ("office.mail.ru", True), ("notmail.ru", False), ("town.example", False),
])
def test_public_hosts_prove_nothing(domain, public):
    assert is_public(domain, public_hosts()) is public


def test_list_of_public_hosts_is_in_the_form_that_is_compared():
    assert [host for host in public_hosts() if plain(host) != host] == []
    assert len(public_hosts()) >= 50
