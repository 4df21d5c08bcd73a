"""The form of an enrolment, and the list beneath its field of people."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.policy import fetch
from ops.forms import issue_key
from people.models import Person
from school.actions.enrol import EnrolmentRefused, enrol
from school.forms import EnrolForm
from school.models import EnrolmentRole, Stream
from school.queries import people_to_enrol, post_line, stream_cards
from school.views.answers import act_once
from school.words import say

FORM = "enrol"
FIELDS = {"role_individual": "role", "role_team": "role", "future": "on"}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Enrol one person; what was typed stays when it cannot be."""
    stream = fetch(request.user, Stream, "enrol", public_id=public_id)
    kind = stream.intake.programme.kind
    if request.method != "POST":
        return show(request, stream, EnrolForm(initial={"on": timezone.localdate()}, kind=kind))
    form = EnrolForm(request.POST, kind=kind)
    person = found(form, stream) if form.is_valid() else None
    if person is None:
        return show(request, stream, form, status=422)

    def act() -> str:
        data = form.cleaned_data
        made = enrol(stream, person, EnrolmentRole(data["role"]), request.user, timezone.now(), data["on"], data["despite_overlap"])  # type: ignore[arg-type]
        return _("%(name)s is enrolled.") % {"name": made.person.full_name}

    try:
        receipt = act_once(request, FORM, act)
    except EnrolmentRefused as refused:
        for reason in refused.reasons:
            form.add_error(FIELDS.get(reason.code, "person"), say(reason))
        return show(request, stream, form, person, refused.is_confirmable, 422)
    if receipt is not None:
        messages.success(request, receipt.text)
    return redirect("school:stream", stream.public_id)


def found(form: EnrolForm, stream: Stream) -> Person | None:
    """The person chosen from the list, or the only one of the name that was typed; otherwise the form says so."""
    if chosen := form.cleaned_data["person_id"]:
        person = Person.objects.current().filter(public_id=chosen).first()
        if person is not None:
            return person
    hits = people_to_enrol(form.cleaned_data["person"], stream.intake)
    if len(hits) == 1:
        return hits[0][0]
    form.add_error("person", _("Several people have this name. Choose one.") if hits else _("Nobody is found by this name. Add the person first."))
    return None


def show(
    request: HttpRequest, stream: Stream, form: EnrolForm, person: Person | None = None, confirmable: bool = False, status: int = 200,
) -> HttpResponse:
    """The form with the places that are left; several people of one name are offered to choose from."""
    cards = stream_cards([stream.intake])[stream.intake_id]
    typed = str(form["person"].value() or "")
    context: dict[str, Any] = {
        "stream": stream, "intake": stream.intake, "form": form, "card": next(card for card in cards if card.stream.pk == stream.pk),
        "key": issue_key(FORM, request.user), "confirmable": confirmable, "person": person,
        "hits": [hit(one, inside) for one, inside in people_to_enrol(typed, stream.intake)] if form.errors.get("person") and person is None else [],
    }
    return render(request, "school/enrol.html", context, status=status)


def hit(person: Person, inside: bool) -> dict[str, str]:
    """A person as the list shows one; where the combobox shows a place, the post stands."""
    title, place = post_line(person, timezone.localdate())
    said = ", ".join(text for text in (title, place) if text) or _("post not known")
    return {"id": str(person.public_id), "label": person.full_name, "region": said, "oktmo": _("enrolled already") if inside else ""}


@login_required
@require_GET
def person_lookup(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """`?q=…` → people to enrol into this stream; only for those who may enrol."""
    stream = fetch(request.user, Stream, "enrol", public_id=public_id)
    hits = [hit(person, inside) for person, inside in people_to_enrol(request.GET.get("q", "")[:100], stream.intake)]
    answer = JsonResponse(hits, safe=False, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, no-store"
    return answer
