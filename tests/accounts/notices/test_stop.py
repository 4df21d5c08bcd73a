"""The stop at the end of a letter: by one click of a mail service, by a person without an account, and back."""
import re

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.models import NoticeReader
from accounts.notices import notify
from accounts.roles import Role
from accounts.stopping import SALT
from tests.people import someone

ADDRESS = "glava@town.example"


def tell(to, kind="test.now", key="k"):
    notify(to, kind, "Событие", "Текст", "", key, timezone.now())


def stop_of(letter) -> str:
    (url,) = re.findall(r"<http://localhost:8000(/\S+)>", letter.extra_headers["List-Unsubscribe"])
    assert f"http://localhost:8000{url}" in letter.body
    return url


def test_one_click_of_a_mail_service_stops_these_letters_only(db, drained):
    tell(ADDRESS)
    letter = drained()[0]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(stop_of(letter), {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(ADDRESS, key="second")
    tell(ADDRESS, "test.required", "third")
    assert len(drained()) == 2


def test_looking_at_the_link_stops_nothing(db, drained):
    tell(ADDRESS)
    url = stop_of(drained()[0])
    page = Client().get(url)
    assert (page.status_code, page["Referrer-Policy"], page["X-Robots-Tag"]) == (200, "no-referrer", "noindex")
    assert "g***@town.example" in page.content.decode() and ADDRESS not in page.content.decode()
    tell(ADDRESS, key="second")
    assert len(drained()) == 2


def test_stop_and_resume_without_an_account(db, drained):
    tell(ADDRESS)
    url = stop_of(drained()[0])
    assert "Снова присылать" in Client().post(url).content.decode()
    assert "Снова присылать" in Client().post(url).content.decode()
    tell(ADDRESS, key="second")
    assert len(drained()) == 1
    Client().post(url, {"resume": "1"})
    tell(ADDRESS, key="third")
    assert len(drained()) == 2


def test_stop_of_a_user_keeps_the_product(db, drained):
    user = someone(Role.TRAINEE)
    tell(user)
    Client().post(stop_of(drained()[0]))
    tell(user, key="second")
    assert (len(drained()), user.notice_reader.notices.count()) == (1, 2)


def test_stop_of_a_digest_stops_every_kind_in_it_and_resumes_those(db, drained):
    user = someone(Role.TRAINEE)
    reader = NoticeReader.objects.create(user=user, ways={"test.now": "daily"})
    tell(user, "test.daily")
    tell(user, "test.now", "second")
    from accounts.deliveries import deliver_due

    reader.notices.update(due_at=timezone.now())
    deliver_due(timezone.now())
    (letter,) = drained()
    url = stop_of(letter)
    Client().post(url)
    reader.refresh_from_db()
    assert {code: reader.ways[code] for code in ("test.daily", "test.now")} == {"test.daily": "product", "test.now": "product"}
    Client().post(url, {"resume": "1"})
    reader.refresh_from_db()
    assert {code: reader.ways[code] for code in ("test.daily", "test.now")} == {"test.daily": "daily", "test.now": "daily"}


@pytest.mark.parametrize("token", [
    "x", "W10:abc:def", signing.dumps(["00000000-0000-4000-8000-000000000000", "test.now"], salt=SALT), signing.dumps(["x", "test.now"], salt="other"),
], ids=["short", "unsigned", "nobody", "other salt"])
def test_bad_link_says_so(db, token):
    for answer in (Client().get(f"/accounts/notices/stop/{token}/"), Client().post(f"/accounts/notices/stop/{token}/")):
        assert (answer.status_code, "Ссылка не работает" in answer.content.decode()) == (404, True)


def test_link_of_a_required_kind_stops_nothing(db):
    reader = NoticeReader.objects.create(user=someone(Role.TRAINEE))
    token = signing.dumps([str(reader.public_id), "test.required"], salt=SALT)
    assert "Отказываться не от чего" in Client().post(f"/accounts/notices/stop/{token}/").content.decode()


def test_link_of_an_english_reader_is_english(db, drained):
    tell(someone(Role.TRAINEE, language="en"))
    url = stop_of(drained()[0])
    assert url.startswith("/en/accounts/notices/stop/")
    assert "Stop these e-mails?" in Client().get(url).content.decode()
