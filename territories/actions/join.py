"""Somebody registers: an account whose address has to be confirmed, and a request for the role of a municipal user."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.letters import send_letter
from accounts.mailing import site_url
from accounts.models import AccessChange, User
from territories.forms import Place, text_of
from territories.models import Municipality, RegistrationRequest, RegistrationState


@dataclass(frozen=True)
class Application:
    """What somebody typed; the password was measured by the form."""

    name: str
    email: str
    password: str
    municipality: Municipality
    language: str


def join(application: Application, at: datetime) -> None:
    """Owe one letter to the address: to confirm it, or to say that it has an account. The caller's answer must not tell which.

    Whoever registers again before the address is confirmed starts anew: password and name are the latest, former links are dead.
    """
    hashed = make_password(application.password)  # in every case, so that the time tells nothing
    address = application.email.strip().lower()
    try:
        with transaction.atomic():
            user = User.objects.select_for_update().filter(email__iexact=address).first()
            if user is not None and not is_unconfirmed(user):
                tell_owner(user)
                return
            begin(application, address, hashed, user, at)
    except IntegrityError:  # the same address a moment ago, by somebody else: their letter is on its way
        return


def is_unconfirmed(user: User) -> bool:
    """Whether this account is only a registration that nobody has confirmed."""
    waiting = RegistrationRequest.objects.filter(user=user, state=RegistrationState.UNCONFIRMED).exists()
    return waiting and not EmailAddress.objects.filter(user=user, verified=True).exists()


def begin(application: Application, address: str, hashed: str, user: User | None, at: datetime) -> None:
    """Write account, address and request, owe the letter."""
    if user is None:
        user = User(email=address, date_joined=at)
    user.name, user.language, user.password = application.name.strip(), application.language, hashed
    user.save()
    EmailAddress.objects.filter(user=user).delete()
    mine = EmailAddress.objects.create(user=user, email=address, primary=True, verified=False)
    request, is_new = RegistrationRequest.objects.update_or_create(
        user=user, state=RegistrationState.UNCONFIRMED, defaults={"municipality": application.municipality, "asked_at": at},
    )
    if is_new:
        AccessChange.objects.create(user=user, kind=AccessChange.Kind.REGISTERED, by=user, at=at)
    with translation.override(user.language):
        link = site_url(reverse("account_confirm_email", args=[EmailConfirmationHMAC(mine).key]))
        context = {"link": link, "place": text_of(Place(application.municipality))}
    send_letter("registration_confirm", address, context, key=f"{request.public_id}:{mine.pk}", language=user.language)


def tell_owner(user: User) -> None:
    """The owner of the address learns that somebody used it, and what to do if it was they."""
    with translation.override(user.language):
        link = site_url(reverse("account_reset_password"))
    send_letter("registration_taken", user, {"link": link}, key=f"{user.public_id}:{user.password[-12:]}")


def ask_again(user: User, municipality: Municipality, at: datetime) -> RegistrationRequest:
    """A declined person, or one who has no role in a municipality yet, asks with another one; the address is confirmed already."""
    from territories.actions.decide_registration import settle_or_wait

    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        standing = RegistrationRequest.objects.filter(user=user, state=RegistrationState.WAITING).first()
        if standing is not None:
            return standing
        request = RegistrationRequest.objects.create(
            user=user, municipality=municipality, state=RegistrationState.WAITING, asked_at=at, confirmed_at=at,
        )
        return settle_or_wait(request, at)
