"""Registration: one letter whatever the address, the domain decides or a coordinator, nobody is forgotten."""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from accounts.models import AccessChange, Notice, User
from accounts.personal import HOLDERS
from accounts.policy import can, visible
from accounts.roles import Role
from ops.models import OutboxRow
from territories.actions.decide_registration import NotWaiting, approve, confirm_address, decline
from territories.actions.escalate_registrations import escalate_registrations, forget_unconfirmed
from territories.actions.join import Application, ask_again, join
from territories.models import MailDomain, RegistrationRequest, RegistrationState, TerritoryRole
from tests.people import PASSWORD, someone

MOSCOW = ZoneInfo("Europe/Moscow")
AT = datetime(2026, 3, 11, 12, tzinfo=MOSCOW)  # a Wednesday in a week without holidays
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
EMAIL = "zoya@zalessk.example"


def apply(town, email=EMAIL, at=AT, password=PASSWORD, name="Зоя Берестова") -> None:
    join(Application(name, email, password, town, "ru"), at)


def letters() -> list[tuple[str, str]]:
    return [(row.payload["to"][0], row.payload["subject"]) for row in OutboxRow.objects.filter(event="mail").order_by("pk")]


def confirmed(town, email=EMAIL, at=AT) -> RegistrationRequest:
    """Registered, and the link in the letter opened."""
    apply(town, email, at)
    user = User.objects.get(email=email)
    EmailAddress.objects.filter(user=user).update(verified=True)
    return confirm_address(user, at)


def test_new_address_gets_an_account_that_opens_nothing(land):
    apply(land.town, " Zoya@Zalessk.example ")
    user = User.objects.get(email=EMAIL)
    assert (user.name, user.roles, user.check_password(PASSWORD)) == ("Зоя Берестова", frozenset(), True)
    assert list(EmailAddress.objects.values_list("email", "verified").filter(user=user)) == [(EMAIL, False)]
    assert RegistrationRequest.objects.get(user=user).state == RegistrationState.UNCONFIRMED
    assert letters() == [(EMAIL, "Подтвердите адрес")]


def test_taken_address_gets_one_letter_and_nothing_changes(land):
    owner = someone(Role.TRAINEE)
    before = User.objects.values().get(pk=owner.pk)
    apply(land.town, owner.email.upper(), password="совсем-другой-пароль-1")
    assert User.objects.values().get(pk=owner.pk) == before
    assert (letters(), RegistrationRequest.objects.count()) == ([(owner.email, "У вас уже есть учётная запись")], 0)


def test_registering_again_before_the_address_is_confirmed_starts_anew(land):
    """Whoever used somebody's address first must not own the account that its reader confirms later."""
    apply(land.town, password="пароль-чужого-человека")
    first = EmailAddress.objects.get(email=EMAIL)
    apply(land.village, name="Зоя Настоящая")
    user, second = User.objects.get(email=EMAIL), EmailAddress.objects.get(email=EMAIL)
    assert (user.name, user.check_password(PASSWORD), second.pk != first.pk) == ("Зоя Настоящая", True, True)
    assert RegistrationRequest.objects.get(user=user).municipality == land.village
    assert len(letters()) == 2


@pytest.mark.parametrize("where", ["the town's own", "the region's"])
def test_known_domain_admits_at_once(land, where):
    MailDomain.objects.create(domain="zalessk.example", territory=land.town.territory if where == "the town's own" else land.region.territory)
    request = confirmed(land.town, "zoya@dep.zalessk.example")
    user = User.objects.get(pk=request.user_id)
    assert (request.state, request.by_domain, user.roles) == (RegistrationState.APPROVED, "zalessk.example", {Role.MUNICIPAL_USER})
    assert TerritoryRole.objects.get(user=user).territory == land.town.territory
    assert letters()[-1] == (user.email, "Регистрация подтверждена")
    assert list(AccessChange.objects.filter(user=user, kind="confirmed").values_list("reason", "by")) == [("@zalessk.example", None)]


@pytest.mark.parametrize("domain", ["another town's", "public host", "none"])
def test_domain_that_proves_nothing_leaves_it_to_the_coordinator(land, domain):
    email = EMAIL
    if domain == "another town's":
        MailDomain.objects.create(domain="zalessk.example", territory=land.village.territory)
    elif domain == "public host":
        email = "zoya@mail.ru"
        MailDomain.objects.create(domain="mail.ru", territory=land.town.territory)  # whoever got it past the form
    request = confirmed(land.town, email)
    assert (request.state, User.objects.get(email=email).roles) == (RegistrationState.WAITING, frozenset())
    assert list(Notice.objects.values_list("reader__user__email", "title")) == [(land.coordinator.email, "Заявка на регистрацию ждёт вашего решения")]


def test_unconfirmed_request_is_nobodys_to_see(land):
    apply(land.town)
    assert visible(land.coordinator, RegistrationRequest).count() == 0
    assert visible(someone(Role.ADMINISTRATOR), RegistrationRequest).count() == 0


def test_coordinator_sees_and_decides_in_their_region_only(land):
    mine, foreign = confirmed(land.town), confirmed(land.far, "far@far.example")
    assert list(visible(land.coordinator, RegistrationRequest)) == [mine]
    assert [can(land.coordinator, "decide", row) for row in (mine, foreign)] == [True, False]
    with pytest.raises(PermissionDenied):
        approve(foreign, land.coordinator, AT)
    for role in Role:
        if role not in (Role.VISITOR, Role.ADMINISTRATOR, Role.REGIONAL_COORDINATOR):
            with pytest.raises(PermissionDenied):
                decline(mine, "x", someone(role), AT)
    assert can(someone(Role.ADMINISTRATOR), "decide", foreign) is True


def test_coordinator_whose_role_has_ended_decides_nothing(land):
    request = confirmed(land.town)
    TerritoryRole.objects.filter(user=land.coordinator).update(until=AT.date())
    with pytest.raises(PermissionDenied):
        approve(request, User.objects.get(pk=land.coordinator.pk), AT)


def test_approved_person_gets_role_and_place_and_a_second_decision_is_refused(land):
    request = approve(confirmed(land.town), land.coordinator, AT)
    user = User.objects.get(pk=request.user_id)
    assert (request.state, request.decided_by, user.roles) == (RegistrationState.APPROVED, land.coordinator, {Role.MUNICIPAL_USER})
    assert list(TerritoryRole.objects.filter(user=user).values_list("territory", "given_by__email")) == [(land.town.pk, land.coordinator.email)]
    for act in (lambda: approve(request, land.coordinator, AT), lambda: decline(request, "x", land.coordinator, AT)):
        with pytest.raises(NotWaiting):
            act()


def test_declined_person_reads_the_reason_and_may_ask_again(land):
    request = decline(confirmed(land.town), "такого сотрудника нет", land.coordinator, AT)
    body = OutboxRow.objects.filter(event="mail").order_by("-pk").first().payload["body"]
    assert (request.reason in body, User.objects.get(pk=request.user_id).roles) == (True, frozenset())
    again = ask_again(request.user, land.village, AT)
    assert (again.state, again.municipality, ask_again(request.user, land.town, AT)) == (RegistrationState.WAITING, land.village, again)


@pytest.mark.parametrize(("has_coordinator", "days"), [(True, 3), (False, 1)])
def test_waiting_too_long_comes_before_the_administrators_once(land, has_coordinator, days):
    admin = someone(Role.ADMINISTRATOR)
    request = confirmed(land.town if has_coordinator else land.far)
    limit = AT + {1: 1, 3: 5}[days] * DAY  # Thursday, or Monday: the last working day of the term
    assert escalate_registrations(limit) == 0
    assert [escalate_registrations(limit + DAY), escalate_registrations(limit + 2 * DAY)] == [1, 0]
    assert list(Notice.objects.filter(reader__user=admin).values_list("title", flat=True)) == ["Заявка на регистрацию ждёт слишком долго"]
    request.refresh_from_db()
    assert request.escalated_at == limit + DAY


@pytest.mark.parametrize(("after", "left"), [(7 * DAY - SECOND, 1), (7 * DAY, 1), (7 * DAY + SECOND, 0)])
def test_unconfirmed_registration_is_forgotten_after_a_week(land, after, left):
    apply(land.town)
    forget_unconfirmed(AT + after)
    assert User.objects.filter(email=EMAIL).count() == left


def test_confirmed_registration_is_not_forgotten(land):
    confirmed(land.town)
    assert forget_unconfirmed(AT + 30 * DAY) == 0


def test_the_decision_stands_in_the_applicants_notifications_and_its_one_letter(land):
    approved = approve(confirmed(land.town), land.coordinator, AT)
    declined = decline(confirmed(land.town, "marfa@zalessk.example"), "такого сотрудника нет", land.coordinator, AT)
    told = Notice.objects.filter(reader__user__in=[approved.user, declined.user]).order_by("pk")
    assert list(told.values_list("reader__user", "title", "url", "way")) == [
        (approved.user_id, "Регистрация подтверждена", "/desk/", "product"), (declined.user_id, "Регистрация не подтверждена", "/accounts/join/", "product"),
    ]
    assert told[1].text.endswith("Причина: такого сотрудника нет")
    assert [address for address, subject in letters() if subject in ("Регистрация подтверждена", "Регистрация не подтверждена")] == [
        approved.user.email, declined.user.email,
    ]


def test_erased_applicant_is_named_to_no_coordinator(land):
    request = confirmed(land.town)
    escalate_registrations(AT + 30 * DAY)
    assert "Зоя Берестова" in Notice.objects.get(reader__user=land.coordinator).text
    HOLDERS["territories"].erase(User.objects.get(pk=request.user_id), AT)
    assert Notice.objects.filter(text__contains="Берестова").count() == 0
