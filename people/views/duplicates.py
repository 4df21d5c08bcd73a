"""The queue of pairs that may be one person."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.policy import fetch
from components.paging import Counted, Pages, paged
from ops.forms import UnknownKey, issue_key, once
from ops.jobs import OPEN, view_of
from ops.models import Job
from people.actions.dismiss_pair import dismiss_pair, reopen_pair
from people.actions.find_duplicates import KIND, start_search
from people.models import Duplicate
from people.queries import dismissed_pairs, open_pairs
from people.views.access import PAIR, merging_desk, note
from people.views.listing import place_of
from people.words import reasons_of

PAGE = 20
SEARCH = "people-search"


@merging_desk
@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs with their reasons, 20 a page (8 queries beyond session, user and roles, at 1 pair and at 100); `?show=dismissed` the decided ones."""
    dismissed = request.GET.get("show") == "dismissed"
    rows = dismissed_pairs(request.user) if dismissed else open_pairs(request.user)
    prefix = "show=dismissed&" if dismissed else ""
    pages: Pages[Any] = paged(Counted(rows), request.GET.get("page", ""), PAGE, lambda number: f"?{prefix}page={number}")
    note(request, [side for pair in pages.rows for side in (pair.first, pair.second)], PAIR)
    job = Job.objects.filter(kind=KIND).first()
    context = {
        "pages": pages, "pairs": [shown(pair) for pair in pages.rows], "dismissed": dismissed, "key": issue_key(SEARCH, request.user),
        "job": view_of(job) if job else None,
        "waiting": pages.total if not dismissed else open_pairs(request.user).count(),
        "decided": pages.total if dismissed else dismissed_pairs(request.user).count(),
    }
    response = render(request, "people/duplicates.html", context)
    if job is not None and job.state in OPEN:
        response["Refresh"] = "2"
    return response


def shown(pair: Duplicate) -> dict[str, object]:
    """A pair as the screen shows it."""
    sides = [
        (side, [(post, place_of(post)) for post in side.shown_posts[:2]])  # type: ignore[attr-defined]
        for side in (pair.first, pair.second)
    ]
    return {"pair": pair, "sides": sides, "reasons": reasons_of(pair.reasons)}


@merging_desk
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Compare everybody in the background; one search at a time."""

    def act() -> str:
        if not Job.objects.filter(kind=KIND, state__in=OPEN).exists():
            start_search(request.user)
        return "started"

    try:
        once(request.POST.get("key"), SEARCH, request.user, act)
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Press the button once more."))
    return redirect("people:duplicates")


@merging_desk
@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Different people, or after all perhaps not."""
    assert isinstance(request.user, User)
    pair = fetch(request.user, Duplicate, "dismiss", public_id=public_id)
    if "reopen" in request.POST:
        reopen_pair(pair, request.user, timezone.now())
        messages.success(request, _("The pair waits for a decision again."))
        return redirect(f"{reverse('people:duplicates')}?show=dismissed")
    dismiss_pair(pair, request.user, timezone.now())
    messages.success(request, _("Remembered: these are different people. The pair will not be proposed again."))
    return redirect("people:duplicates")
