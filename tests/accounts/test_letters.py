"""Letters of sign-in: in the language of their reader, with a link that works once."""
import re

from django.test import Client

from accounts.roles import Role
from tests.people import someone

NEW = "три совы над мостом"


def reset(email: str, prefix: str = "") -> None:
    Client().post(f"{prefix}/accounts/password/reset/", {"email": email})


def test_reset_letter_is_in_the_language_of_its_reader(db, mailoutbox):
    someone(Role.MUNICIPAL_USER)
    someone(Role.TRAINEE, language="en")
    reset("municipal_user@people.invalid", "/en")
    reset("trainee@people.invalid")
    assert [letter.subject for letter in mailoutbox] == ["Новый пароль для «Школы мэров»", "A new password for Mayor School"]
    assert "В течение часа откройте ссылку" in mailoutbox[0].body


def test_letter_to_an_unknown_address_says_so_there_and_not_on_the_page(db, mailoutbox):
    reset("nobody@people.invalid")
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [(["nobody@people.invalid"], "Учётной записи с таким адресом нет")]
    assert "signup" not in mailoutbox[0].body


def test_reset_link_works_once_and_does_not_skip_the_second_step(db, mailoutbox):
    user = someone(Role.CONTENT_EDITOR)
    reset(user.email)
    (link,) = re.findall(r"http://testserver(/\S+key/\S+)", mailoutbox[0].body)
    client = Client()
    form = client.get(link).url
    assert client.post(form, {"password1": NEW, "password2": NEW + "!"}).context["form"].errors["password2"] == ["Пароли не совпали. Введите оба раза один и тот же."]
    assert client.post(form, {"password1": NEW, "password2": NEW}).url == "/accounts/password/reset/key/done/"
    assert client.post("/accounts/login/", {"login": user.email, "password": NEW}).url == "/accounts/2fa/authenticate/"
    assert "Ссылка уже использована" in Client().get(link, follow=True).content.decode()
    assert mailoutbox[-1].subject == "Пароль изменён"


def test_reset_link_is_dead_after_an_hour(db, mailoutbox):
    import time_machine

    user = someone(Role.MUNICIPAL_USER)
    with time_machine.travel("2026-11-24T09:00:00Z", tick=False) as clock:
        reset(user.email)
        (link,) = re.findall(r"http://testserver(/\S+key/\S+)", mailoutbox[0].body)
        clock.shift(3600)
        assert Client().get(link).status_code == 302
        clock.shift(1)
        assert "Ссылка уже использована" in Client().get(link).content.decode()
