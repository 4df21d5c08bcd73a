"""Where one is signed in: the list, end one, end all others; nobody reaches somebody else's."""
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.roles import Role
from tests.people import PASSWORD, someone

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1 Version/18.6 Mobile/15E148 Safari/604.1"
ADDRESS = "/accounts/sessions/"


def signed_in(user, agent: str = FIREFOX) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(ADDRESS).status_code == 200


def test_visitor_is_led_to_the_door(db):
    assert Client().get(ADDRESS).url == "/accounts/login/?next=/accounts/sessions/"


def test_devices_are_told_in_words_this_one_first(db):
    user = someone(Role.MUNICIPAL_USER)
    phone, here = signed_in(user, PHONE), signed_in(user)
    shown = [(one.browser, one.system, one.is_current) for one in here.get(ADDRESS).context["sessions"]]
    assert shown == [("Firefox", "Linux", True), ("Safari", "iPhone", False)]
    assert [one.is_current for one in phone.get(ADDRESS).context["sessions"]] == [True, False]


def test_one_device_is_signed_out_and_the_others_stay(db):
    user = someone(Role.MUNICIPAL_USER)
    phone, tablet, here = signed_in(user, PHONE), signed_in(user, PHONE), signed_in(user)
    row = UserSession.objects.get(session_key=phone.session.session_key)
    assert here.post(ADDRESS, {"session": row.pk}).url == ADDRESS
    assert [is_in(client) for client in (phone, tablet, here)] == [False, True, True]


def test_all_others_are_signed_out(db):
    user, other = someone(Role.MUNICIPAL_USER), someone(Role.TRAINEE)
    phone, tablet, here, stranger = signed_in(user, PHONE), signed_in(user, PHONE), signed_in(user), signed_in(other)
    here.post(ADDRESS)
    assert [is_in(client) for client in (phone, tablet, here, stranger)] == [False, False, True, True]
    assert UserSession.objects.filter(user=user).count() == 1


def test_session_of_somebody_else_is_answered_like_an_absent_one(db):
    user, stranger = someone(Role.MUNICIPAL_USER), signed_in(someone(Role.TRAINEE))
    mine = signed_in(user)
    row = UserSession.objects.get(session_key=mine.session.session_key)
    answers = [stranger.post(ADDRESS, {"session": value}) for value in (row.pk, "999999", "9" * 30, "x")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, ADDRESS)}
    assert is_in(mine)


def test_session_after_a_changed_password_is_listed_under_its_new_key(db):
    user = someone(Role.MUNICIPAL_USER)
    phone, here = signed_in(user, PHONE), signed_in(user)
    new = "ольховый-причал-38-север"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [one.is_current for one in here.get(ADDRESS).context["sessions"]] == [True]
    assert SESSION_KEY in phone.session
    assert not is_in(phone)


def test_costs_are_equal_for_one_and_for_many_devices(db, django_assert_num_queries):
    user = someone(Role.MUNICIPAL_USER)
    here = signed_in(user)
    here.get(ADDRESS)
    with django_assert_num_queries(7):
        here.get(ADDRESS)
    for _ in range(6):
        signed_in(user, PHONE)
    with django_assert_num_queries(7):
        assert len(here.get(ADDRESS).context["sessions"]) == 7
