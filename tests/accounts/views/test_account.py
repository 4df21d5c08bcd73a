"""One's own account and one's desk."""
import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import ADMIN_ROLES, Role
from tests.factories.accounts import UserFactory
from tests.people import someone

ROLES = [role for role in Role if role != Role.VISITOR]


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_account_of_a_visitor_leads_to_the_door(db):
    assert Client().get("/accounts/").url == "/accounts/login/?next=/accounts/"


def test_account_is_changed_by_its_owner(db):
    user, other = someone(Role.MUNICIPAL_USER), someone(Role.TRAINEE)
    answer = client_of(user).post("/accounts/", {"name": " Зоя Ивановна ", "language": "en", "email": "x@people.invalid", "is_superuser": "1", "pk": other.pk})
    assert answer.url == "/accounts/"
    assert User.objects.values_list("name", "language", "email", "is_superuser").get(pk=user.pk) == ("Зоя Ивановна", "en", user.email, False)
    assert User.objects.get(pk=other.pk).name == other.name


def test_account_with_an_unknown_language_stays(db):
    user = someone(Role.MUNICIPAL_USER)
    assert client_of(user).post("/accounts/", {"name": "Зоя", "language": "fr"}).status_code == 200
    assert User.objects.get(pk=user.pk).name == user.name


def test_account_costs_eight_queries(db, django_assert_num_queries):
    client = client_of(someone(Role.MUNICIPAL_USER))
    client.get("/accounts/")
    with django_assert_num_queries(8):  # the roles for the line of the desk, and whether a consent has newer words
        client.get("/accounts/")


@pytest.mark.parametrize("role", ROLES)
def test_desk_says_who_one_is(db, role):
    page = client_of(someone(role)).get("/desk/")
    assert page.context["roles"] == [role.label]
    assert ("Править практики и страницы" in page.content.decode()) is (role in ADMIN_ROLES)


def test_desk_of_somebody_without_a_role_says_what_to_do(db):
    page = client_of(UserFactory()).get("/desk/").content.decode()
    assert "У вас пока нет роли" in page


def test_desk_costs_are_equal_for_one_role_and_for_all(db, django_assert_num_queries):
    one, many = someone(Role.MUNICIPAL_USER), someone(Role.ADMINISTRATOR)
    for role in ROLES:
        many.groups.add(*someone(role, email=f"{role.value}2@people.invalid").groups.all())
    for user, queries in ((one, 6), (many, 11)):  # staff: the second factor, and how many dead letters, users, registrations and erasures wait
        client = client_of(user)
        with django_assert_num_queries(queries):
            client.get("/desk/")
