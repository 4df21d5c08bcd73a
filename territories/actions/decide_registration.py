"""A registration is settled: by its mail domain at once, or by a coordinator; nobody is forgotten."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.letters import send_letter
from accounts.mailing import site_url
from accounts.models import AccessChange, User
from accounts.notices import notify
from accounts.policy import can
from accounts.roles import Role
from territories.actions.give_territory_role import HeldAlready, give_territory_role
from territories.forms import Place, text_of
from territories.models import RegistrationRequest, RegistrationState
from territories.queries.registration import known_domain, proves
from territories.queries.roles import holders_of
from territories.registration_letters import DECIDED, KIND


class NotWaiting(Exception):
    """Somebody has decided already."""


def confirm_address(user: User, at: datetime) -> RegistrationRequest | None:
    """The owner of the address opened the link: the domain settles the request, or it waits. None when there is no registration of theirs."""
    with transaction.atomic():
        rows = RegistrationRequest.objects.select_for_update(of=("self",)).select_related("municipality__territory", "municipality__region", "user")
        request = rows.filter(user=user, state=RegistrationState.UNCONFIRMED).first()
        if request is None:
            return None
        request.state, request.confirmed_at = RegistrationState.WAITING, at
        request.save(update_fields=["state", "confirmed_at"])
        return settle_or_wait(request, at)


def settle_or_wait(request: RegistrationRequest, at: datetime) -> RegistrationRequest:
    """Approve by a domain that belongs to the place; otherwise tell those who coordinate its region."""
    domain = known_domain(request.user.email)
    if domain is not None and proves(domain, request.municipality):
        request.by_domain = domain.domain
        return admit(request, None, at)
    for coordinator in holders_of(Role.REGIONAL_COORDINATOR, request.municipality.territory, timezone.localdate(at)):
        tell(coordinator, request, "wait", at)
    return request


def approve(request: RegistrationRequest, by: User, at: datetime) -> RegistrationRequest:
    """The coordinator vouches: role, territory, letter. Raises PermissionDenied, NotWaiting."""
    with transaction.atomic():
        return admit(waiting(request, by), by, at)


def decline(request: RegistrationRequest, reason: str, by: User, at: datetime) -> RegistrationRequest:
    """The coordinator refuses with a reason; the account stays, without a role, and may ask again. Raises PermissionDenied, NotWaiting."""
    with transaction.atomic():
        row = waiting(request, by)
        row.state, row.decided_by, row.decided_at, row.reason = RegistrationState.DECLINED, by, at, reason.strip()[:300]
        row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
        AccessChange.objects.create(user=row.user, kind=AccessChange.Kind.DECLINED, reason=row.reason, by=by, at=at)
        write(row, "registration_declined", {"reason": row.reason})
    return row


def waiting(request: RegistrationRequest, by: User) -> RegistrationRequest:
    """The row under a lock. Raises PermissionDenied, NotWaiting."""
    if not can(by, "decide", request):
        raise PermissionDenied
    rows = RegistrationRequest.objects.select_for_update(of=("self",)).select_related("municipality__territory", "municipality__region", "user")
    row = rows.get(pk=request.pk)
    if row.state != RegistrationState.WAITING:
        raise NotWaiting
    return row


def admit(row: RegistrationRequest, by: User | None, at: datetime) -> RegistrationRequest:
    """Role and territory are given, the person is told."""
    row.state, row.decided_by, row.decided_at = RegistrationState.APPROVED, by, at
    row.save(update_fields=["state", "decided_by", "decided_at", "by_domain"])
    try:
        give_territory_role(row.user, Role.MUNICIPAL_USER, row.municipality.territory, by, at, timezone.localdate(at))
    except HeldAlready:
        pass  # given by hand meanwhile
    reason = f"@{row.by_domain}" if row.by_domain else ""
    AccessChange.objects.create(user=row.user, kind=AccessChange.Kind.CONFIRMED, reason=reason, by=by, at=at)
    write(row, "registration_approved", {})
    return row


def write(row: RegistrationRequest, code: str, more: dict[str, str]) -> None:
    """Owe a letter to the applicant, and tell the same in the product."""
    is_declined = row.state == RegistrationState.DECLINED
    with translation.override(row.user.language):
        place = text_of(Place(row.municipality))
        context = {"link": site_url(reverse("registration:join" if is_declined else "account_login")), "place": place, **more}
        title = _("Your registration was declined") if is_declined else _("Your registration is confirmed")
        text = _("%(place)s. Reason: %(reason)s") % {"place": place, **more} if is_declined else place
        page = reverse("registration:join" if is_declined else "website:desk")
        notify(row.user, DECIDED, title, text, page, f"decided:{row.public_id}", row.decided_at or timezone.now())
    send_letter(code, row.user, context, key=str(row.public_id))


def tell(user: User, request: RegistrationRequest, why: str, at: datetime) -> None:
    """A coordinator or an administrator learns that somebody waits."""
    with translation.override(user.language):
        title = _("A registration waits for your decision") if why == "wait" else _("A registration waits too long")
        text = _("%(name)s: %(place)s") % {"name": request.user.get_full_name(), "place": text_of(Place(request.municipality))}
        notify(user, KIND, title, text, reverse("registration:request", args=[request.public_id]), key=f"{request.public_id}:{why}", at=at)
