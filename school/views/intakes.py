"""Intakes on the desk: the list, and one with its streams and the people who work with it."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.policy import can, fetch, visible
from accounts.roles import Role
from ops.forms import issue_key
from school.actions.advance_intake import NoSuchStep, StepRefused, advance_intake, standing_of
from school.actions.end_intake_role import end_intake_role
from school.actions.give_intake_role import RoleRefused, give_intake_role
from school.forms import IntakeRoleForm, StepForm
from school.models import Intake, IntakeRole
from school.permissions import user_can_advance, user_can_open_school
from school.queries import intake_cards, roles_of
from school.rules.advancing import ORDER, advance_reasons
from school.states import IntakeState, intake_moves
from school.views.answers import act_once, first_error, tell
from school.words import say, say_all, say_overdue

STEP, ROLE = "intake-step", "intake-role"


@never_cache
@login_required
@require_GET
def intakes(request: HttpRequest) -> HttpResponse:
    """All intakes that the reader may see."""
    if not user_can_open_school(request.user):
        raise Http404
    cards = intake_cards(visible(request.user, Intake), timezone.localdate())
    lines = [(card, [say_overdue(late) for late in card.late]) for card in cards]
    may_set_up = request.user.has_role(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)  # type: ignore[union-attr]
    return render(request, "school/intakes.html", {"lines": lines, "may_set_up": may_set_up})


@never_cache
@login_required
@require_GET
def intake_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One intake."""
    intake = fetch(request.user, Intake, "view", public_id=public_id)
    return show(request, intake, IntakeRoleForm())


def show(request: HttpRequest, intake: Intake, form: IntakeRoleForm, status: int = 200) -> HttpResponse:
    """The page of an intake, with the form of roles as it was filled in."""
    card = intake_cards(Intake.objects.filter(pk=intake.pk), timezone.localdate())[0]
    roles = list(roles_of(intake))
    today = timezone.localdate()
    may_manage = can(request.user, "give_role", intake)
    context: dict[str, Any] = {
        "card": card, "intake": card.intake, "late": [say_overdue(late) for late in card.late], "form": form, "may_manage": may_manage,
        "roles": [row for row in roles if row.until is None or row.until > today], "past_roles": [row for row in roles if row.until and row.until <= today],
        "regions": list(intake.region_rows.select_related("region__territory")), "steps": list(intake.steps.select_related("by")),
    }
    if may_manage:
        context |= {"key": issue_key(ROLE, request.user), "step_key": issue_key(STEP, request.user), "moves": open_moves(request.user, intake)}
    return render(request, "school/intake.html", context, status=status)


def open_moves(user: Any, intake: Intake) -> list[dict[str, Any]]:
    """The steps that this reader may make, with what stands against each; the next one comes first."""
    standing = standing_of(intake, timezone.now())
    found = []
    for after, move in intake_moves(intake.state).items():
        back = ORDER.index(after) < ORDER.index(intake.state)
        if user_can_advance(user, move):
            found.append({"to": after.value, "label": move.label, "back": back, "why": move.needs_reason, "against": say_all(advance_reasons(standing, after, back))})
    return sorted(found, key=lambda one: bool(one["back"]))


@login_required
@require_POST
def intake_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the intake on, or back."""
    intake = fetch(request.user, Intake, "advance", public_id=public_id)
    form = StepForm(request.POST)
    to = form.data.get("to", "")
    if not form.is_valid() or to not in IntakeState.values:
        messages.error(request, first_error(form) if form.errors else _("There is no such step."))
        return redirect("school:intake", intake.public_id)

    def act() -> str:
        moved = advance_intake(intake, IntakeState(to), request.user, timezone.now(), form.cleaned_data["reason"])  # type: ignore[arg-type]
        return _("The intake is now: %(state)s.") % {"state": IntakeState(moved.state).label}

    try:
        if (receipt := act_once(request, STEP, act)) is not None:
            messages.success(request, receipt.text)
    except PermissionDenied as denied:
        raise Http404 from denied
    except NoSuchStep:
        messages.error(request, _("The intake has been moved meanwhile. Look at its state and repeat."))
    except StepRefused as refused:
        tell(request, refused.reasons)
    return redirect("school:intake", intake.public_id)


@login_required
@require_POST
def intake_role_give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a role; what was typed stays when it cannot be."""
    intake = fetch(request.user, Intake, "give_role", public_id=public_id)
    form = IntakeRoleForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            held = give_intake_role(data["email"], Role(data["role"]), intake, request.user, timezone.now(), data["until"])  # type: ignore[arg-type]
            return _("%(user)s: %(role)s.") % {"user": held.user, "role": Role(held.role).label}

        try:
            if (receipt := act_once(request, ROLE, act)) is not None:
                messages.success(request, receipt.text)
            return redirect("school:intake", intake.public_id)
        except RoleRefused as refused:
            form.add_error("until" if refused.reason.code == "until_past" else "email", say(refused.reason))
    return show(request, intake, form, status=422)


@login_required
@require_POST
def intake_role_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a role."""
    held = fetch(request.user, IntakeRole, "end", public_id=public_id)
    if end_intake_role(held, request.user, timezone.now()):  # type: ignore[arg-type]
        messages.success(request, _("The role is ended: %(user)s, %(role)s.") % {"user": held.user or "—", "role": Role(held.role).label})
    return redirect("school:intake", held.intake.public_id)
