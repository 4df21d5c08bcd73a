"""Dead letters on the desk of administrators: what was given up, why, once more, or dropped for a reason that stays."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from components.paging import paged
from ops.forms import UnknownKey, issue_key, once
from ops.letters import drop_letters, retry_letters
from website.permissions import user_is_administrator
from website.queries.dead_letters import letter_acts, letter_kinds, letter_lines, letters_of

ON_PAGE = 50
ACTS = "dead-letters"
LONGEST = 300
DIGITS = 18


def for_administrators(request: HttpRequest) -> None:
    """Raises Http404 for everybody else."""
    if not user_is_administrator(request.user):
        raise Http404


@never_cache
@login_required
@require_GET
def dead_letters(request: HttpRequest) -> HttpResponse:
    """The letters by kind, or the log of what was done with them."""
    for_administrators(request)
    return listed(request)


def listed(request: HttpRequest, error: str = "", chosen: frozenset[int] = frozenset(), reason: str = "") -> HttpResponse:
    """The screen; with an error what was chosen and typed stays."""
    asked = request.POST if error else request.GET
    kind, log = asked.get("kind", ""), "log" in request.GET
    kinds = letter_kinds(request.user)
    rows: Any = letter_acts() if log else letters_of(request.user, kind)
    start = f"?{urlencode({'log': ''} if log else {'kind': kind} if kind else {})}"
    pages = paged(rows, asked.get("page", ""), ON_PAGE, lambda number: f"{start}{'&' if len(start) > 1 else ''}page={number}")
    total = sum(one.count for one in kinds)
    context = {
        "pages": pages, "log": log, "kind": kind, "total": total, "error": error, "chosen": chosen, "reason": reason, "page": asked.get("page", ""),
        "shown": sum(one.count for one in kinds if one.name == kind) if kind else total,
        "lines": [] if log else letter_lines(pages.rows), "acts": pages.rows if log else [],
        "tabs": [(f"?{urlencode({'kind': one.name})}", f"{one.name} {one.count}", one.name == kind) for one in kinds],
    }
    if not log and total:
        context["key"] = issue_key(ACTS, request.user)
    return render(request, "website/dead_letters/list.html", context, status=422 if error else 200)


@never_cache
@login_required
@require_POST
def letters_act(request: HttpRequest) -> HttpResponse:
    """Retry or drop the chosen ones, one, or all of the kind that is shown; under the key of the page, so a second submit does nothing more."""
    for_administrators(request)
    verb, _colon, one = request.POST.get("act", "").partition(":")
    kind, reason = request.POST.get("kind", ""), request.POST.get("reason", "").strip()
    if verb not in ("retry", "drop", "retry-all"):
        raise Http404
    ids = numbers([one] if one else request.POST.getlist("id"))
    if problem := missing(verb, ids, reason):
        return listed(request, problem, frozenset(ids), reason)

    def act() -> str:
        wanted = list(letters_of(request.user, kind).values_list("pk", flat=True)) if verb == "retry-all" else ids
        return str(drop_letters(wanted, reason, request.user) if verb == "drop" else retry_letters(wanted, request.user))

    try:
        count = int(once(request.POST.get("key", ""), ACTS, request.user, act).text)
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Look at the list again and repeat."))
    else:
        messages.success(request, receipt(verb, count))
    return redirect(f"{reverse('website:dead-letters')}{'?' + urlencode({'kind': kind}) if kind else ''}")


def numbers(values: list[str]) -> list[int]:
    """Numbers of rows; whatever is none is left out."""
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) <= DIGITS]


def missing(verb: str, ids: list[int], reason: str) -> str:
    """What has to be said first, "" when nothing is missing."""
    if verb != "retry-all" and not ids:
        return _("Choose at least one letter.")
    if verb == "drop" and not reason:
        return _("Say why you drop it: the reason stays in the log.")
    return _("Shorten the reason: at most 300 characters.") if len(reason) > LONGEST else ""


def receipt(verb: str, count: int) -> str:
    """What is said after an act."""
    if verb == "drop":
        return ngettext("Dropped: %(n)s letter", "Dropped: %(n)s letters", count) % {"n": count}
    return ngettext("Tried again: %(n)s letter", "Tried again: %(n)s letters", count) % {"n": count}
