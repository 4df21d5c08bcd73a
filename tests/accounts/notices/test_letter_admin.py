"""Letters in the admin: who may, what is checked, preview, test, history, the way back."""
import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.letter_kinds import LETTERS, letter
from accounts.models import LetterText
from accounts.roles import Role
from tests.people import someone

EDITORS = {Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}
GOOD = {"subject_ru": "Тема {name}", "body_ru": "Здравствуйте, {name}.\n\n[Открыть]({link})", "subject_en": "", "body_en": ""}


@pytest.fixture(autouse=True)
def registered():
    cache.clear()
    before = dict(LETTERS)
    letter(
        "test.letter", "Проба пера", {"name": "имя получателя", "link": "адрес"}, "Вам письмо", "Здравствуйте, {name}.\n\n[Открыть]({link})",
        "A letter", "Hello, {name}.\n\n[Open]({link})", samples={"name": "Зоя"},
    )
    yield
    LETTERS.clear()
    LETTERS.update(before)


def client_of(role=Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(someone(role))
    return client


@pytest.fixture
def text(db) -> LetterText:
    return LetterText.objects.create(code="test.letter")


def test_list_shows_every_letter_to_editors_and_to_nobody_else(db):
    for role in (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR, Role.CONTENT_EDITOR, Role.PSYCHOLOGIST):
        answer = client_of(role).get("/admin/letters/")
        assert (answer.status_code == 200 and "Проба пера" in answer.content.decode()) is (role in EDITORS)
    assert client_of(Role.TRAINEE).get("/admin/letters/").status_code == 302
    assert set(LetterText.objects.values_list("code", flat=True)) == set(LETTERS)


def test_letters_are_neither_added_nor_deleted(text):
    client = client_of()
    assert [client.get(f"/admin/letters/{path}").status_code for path in ("add/", f"delete/{text.pk}/")] == [302, 302]


def test_form_shows_the_words_that_go_out_and_stores_only_what_differs(text):
    client = client_of(Role.PROGRAMME_MANAGER)
    page = client.get(f"/admin/letters/edit/{text.pk}/")
    assert page.context["form"]["subject_ru"].value() == "Вам письмо"
    assert "имя получателя" in page.content.decode()
    data = {**GOOD, "subject_en": "A letter", "body_en": "Hello, {name}.\r\n\r\n[Open]({link})"}
    assert client.post(f"/admin/letters/edit/{text.pk}/", data).status_code == 302
    text.refresh_from_db()
    assert (text.subject_ru, text.body_ru, text.subject_en, text.body_en) == ("Тема {name}", "", "", "")
    assert ModelLogEntry.objects.filter(action="wagtail.edit", object_id=text.pk).count() == 1
    assert client.get(f"/admin/letters/history/{text.pk}/").status_code == 200


@pytest.mark.parametrize(("field", "words", "error"), [
    ("body_ru", "Здравствуйте, {nom}.\n[Открыть]({link})", "{nom} — не поле этого письма. Возьмите одно из списка."),
    ("body_ru", "Здравствуйте, {имя}.\n[Открыть]({link})", "{имя} — не поле этого письма. Возьмите одно из списка."),
    ("body_ru", "Здравствуйте.", "Не хватает {link}: без него письмо бесполезно. Верните его."),
    ("body_ru", "{link}" + "а" * 9_995, "Слишком длинно: не больше 10000 знаков."),
    ("body_ru", "{link}\n[Сюда](javascript:alert)", "javascript:alert никуда не ведёт. В круглых скобках пишите адрес с https:// или одно поле."),
])
def test_form_refuses_what_is_no_letter(text, field, words, error):
    page = client_of().post(f"/admin/letters/edit/{text.pk}/", {**GOOD, field: words})
    assert page.context["form"].errors[field] == [error]
    assert not LetterText.objects.get(pk=text.pk).is_rewritten


def test_body_at_the_limit_is_taken(text):
    assert client_of().post(f"/admin/letters/edit/{text.pk}/", {**GOOD, "body_ru": "{link}" + "а" * 9_994}).status_code == 302


@pytest.mark.parametrize(("mode", "kind", "words"), [
    ("html-ru", "text/html; charset=utf-8", "Здравствуйте, Зоя."), ("text-ru", "text/plain; charset=utf-8", "Открыть:\nhttps://example.org/"),
    ("html-en", "text/html; charset=utf-8", "Hello, Зоя."), ("text-en", "text/plain; charset=utf-8", "A letter\n\nHello, Зоя."),
])
def test_preview_shows_sample_values_under_the_policy_of_the_admin(text, mode, kind, words):
    client = client_of()
    client.post(f"/admin/letters/preview/{text.pk}/", GOOD)
    answer = client.get(f"/admin/letters/preview/{text.pk}/?mode={mode}")
    assert (answer["Content-Type"], words in answer.content.decode()) == (kind, True)
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and "script-src 'self';" in f"{policy};"
    assert ("style-src 'self' 'unsafe-inline'" in policy) is mode.startswith("html")


def test_test_goes_to_oneself_and_to_the_limit(text, drained):
    client = client_of()
    answers = [client.post(f"/admin/letters/try/{text.pk}/", {"act": "en"}, follow=True).content.decode() for _n in range(6)]
    sent = drained()
    assert ([message.to for message in sent], {message.subject for message in sent}) == ([["administrator@people.invalid"]] * 5, {"A letter"})
    assert ["уходит на" in answer for answer in answers] == [True] * 5 + [False]
    assert "не больше пяти" in answers[5]
    assert ModelLogEntry.objects.filter(action="accounts.letter_test").count() == 5


def test_default_words_come_back_and_history_keeps_the_others(text):
    LetterText.objects.filter(pk=text.pk).update(subject_ru="Иначе")
    assert client_of().post(f"/admin/letters/try/{text.pk}/", {"act": "default"}).url == f"/admin/letters/edit/{text.pk}/"
    assert not LetterText.objects.get(pk=text.pk).is_rewritten
    assert ModelLogEntry.objects.get(action="accounts.letter_default").data == {"before": {"subject_ru": "Иначе"}}


def test_try_page_is_closed_to_other_staff(text, drained):
    client = client_of(Role.CONTENT_EDITOR)
    assert [client.get(f"/admin/letters/try/{text.pk}/").status_code, client.post(f"/admin/letters/try/{text.pk}/", {"act": "ru"}).status_code] == [404, 404]
    assert drained() == []
