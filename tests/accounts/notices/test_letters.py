"""Letters: default words, words of staff, and that nobody's words are ever more than words."""
import pytest

from accounts.letter_kinds import LETTERS, BadLetter, LetterTwice, letter
from accounts.letters import MissingValue, send_letter
from accounts.models import LetterText
from accounts.roles import Role
from tests.people import someone

VALUES = {"name": "Зоя", "link": "https://example.org/x/?a=1&b=2", "items": ["раз", "два"]}


@pytest.fixture(autouse=True)
def registered():
    before = dict(LETTERS)
    letter(
        "test.letter", "Проба", {"name": "имя", "link": "адрес", "items": "список"},
        "Вам письмо, {name}", "{name}, здравствуйте.\nВторая строка.\n\n{items}\n\n[Открыть раздел]({link})",
        "A letter, {name}", "Hello {name}.\n\n- first\n- {name}\n\n[Open]({link})",
    )
    yield
    LETTERS.clear()
    LETTERS.update(before)


def parts(message) -> tuple[str, str]:
    return message.body, message.alternatives[0][0]


def test_letter_has_both_parts_and_its_button(db, drained):
    send_letter("test.letter", "glava@town.example", VALUES, "k")
    (message,) = drained()
    text, html = parts(message)
    assert (message.subject, message.to) == ("Вам письмо, Зоя", ["glava@town.example"])
    assert text.startswith("Зоя, здравствуйте.\nВторая строка.\n\n- раз\n- два\n\nОткрыть раздел:\nhttps://example.org/x/?a=1&b=2\n\n-- \nШкола мэров\n")
    assert "<li>раз</li><li>два</li>" in html and 'href="https://example.org/x/?a=1&amp;b=2"' in html
    assert "<img" not in html and "<script" not in html and "<link" not in html


def test_letter_to_a_user_is_in_their_language(db, drained):
    send_letter("test.letter", someone(Role.TRAINEE, language="en"), VALUES, "k", language="ru")
    (message,) = drained()
    assert (message.subject, '<html lang="en">' in parts(message)[1]) == ("A letter, Зоя", True)


def test_letter_takes_the_words_of_staff_and_the_default_where_they_left_it(db, drained):
    LetterText.objects.create(code="test.letter", body_ru="Иначе: {name}\n\n[Сюда]({link})")
    send_letter("test.letter", "glava@town.example", VALUES, "k")
    (message,) = drained()
    assert (message.subject, message.body.split("\n")[0]) == ("Вам письмо, Зоя", "Иначе: Зоя")


@pytest.mark.parametrize("evil", [
    "<script>alert(1)</script>", "{{ settings.SECRET_KEY }}", "{% load x %}", "{link}", "{0.__class__}", "%(name)s", "[x](javascript:alert(1))",
    "<img src=x onerror=alert(1)>", "- not an item", "a\r\nBcc: x@y.example",
])
def test_letter_keeps_a_value_as_words(db, drained, evil):
    send_letter("test.letter", "glava@town.example", {**VALUES, "name": evil}, "k")
    (message,) = drained()
    text, html = parts(message)
    shown = " ".join(evil.split())
    assert message.subject == f"Вам письмо, {shown}"
    assert text.startswith(evil.replace("\r", "").replace("\r\n", "\n") + ", здравствуйте.")
    assert not any(bad in html for bad in ("<script", "<img", 'href="javascript')) and html.count("<li>") == 2
    assert message.extra_headers.keys() == {"Message-ID"}


def test_letter_with_a_link_that_runs_shows_it_as_words(db, drained):
    send_letter("test.letter", "glava@town.example", {**VALUES, "link": "javascript:alert(1)"}, "k")
    assert 'href="javascript' not in parts(drained()[0])[1]


def test_letter_without_a_value_is_an_error(db):
    with pytest.raises(MissingValue):
        send_letter("test.letter", "glava@town.example", {"name": "Зоя"}, "k")


def test_letter_of_an_unknown_code_is_an_error(db):
    with pytest.raises(KeyError):
        send_letter("test.nothing", "glava@town.example", {}, "k")


def test_letter_under_the_same_key_has_the_same_message_id(db, drained):
    for _n in range(2):
        send_letter("test.letter", "glava@town.example", VALUES, "k")
    send_letter("test.letter", "glava@town.example", VALUES, "other")
    ids = [message.extra_headers["Message-ID"] for message in drained()]
    assert (ids[0] == ids[1], len(set(ids))) == (True, 2)


def test_letter_registered_twice_or_with_bad_words_is_an_error():
    with pytest.raises(LetterTwice):
        letter("test.letter", "x", {}, "a", "b", "a", "b")
    with pytest.raises(BadLetter):
        letter("test.bad", "x", {"link": "адрес"}, "a", "Без ссылки", "a", "{link}")
    assert "test.bad" not in LETTERS
