"""`/place/`: the municipality a reader calls theirs, kept with the display settings (a visitor's in a cookie for a year)."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from accounts.actions.set_place import set_place
from accounts.limits import limited
from accounts.models import User
from accounts.views.display import YEAR, is_own
from territories.models import Municipality
from territories.place_forms import PlaceForm
from territories.queries import find_municipalities, place_of, places_like
from territories.queries.lookup import LONGEST

COOKIE = "place"
SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@limited("place")
def place(request: HttpRequest) -> HttpResponse:
    """Which place is kept and which are like it; a POST keeps another one (`municipality`, or `choice` of a list), or forgets it (`forget`)."""
    form = PlaceForm(request.POST if request.method == "POST" and "forget" not in request.POST and "choice" not in request.POST else None)
    if request.method == "POST":
        chosen = picked(request.POST.get("choice", "")) if "choice" in request.POST else None
        if not chosen and form.is_bound and form.is_valid():
            chosen = form.cleaned_data["municipality"]
        if chosen or "forget" in request.POST:
            return keep(request, chosen.pk if chosen else None)
    context = {"form": form, "next": own_next(request), "hits": find_municipalities(form.typed[:LONGEST], limit=SHOWN) if form.errors else []}
    response = render(request, "territories/place.html", context | shown(request), status=422 if form.errors else 200)
    patch_vary_headers(response, ["Cookie"])
    return response


def picked(key: str) -> Municipality | None:
    """The municipality of a button of the list."""
    return Municipality.objects.filter(pk=int(key), valid_to=None).first() if key.isascii() and key.isdigit() and len(key) < 19 else None


def shown(request: HttpRequest) -> dict[str, Any]:
    """The place kept, and the first of those like it with the reasons."""
    key = place_of_request(request)
    likely = places_like(key) if key is not None else None
    if likely is None:
        return {"likely": None}
    near = [likely.others[pk] for pk in likely.nearest[1:SHOWN + 1]]
    user = request.user
    by_role = isinstance(user, User) and user.place is None
    return {"likely": likely, "near": [(one, likely.why(one.id)) for one in near], "by_role": by_role}


def place_of_request(request: HttpRequest) -> int | None:
    """Key of the reader's municipality; see `place_of`."""
    return place_of(request.user, request.COOKIES.get(COOKIE, ""), timezone.localdate())


def own_next(request: HttpRequest) -> str:
    """Where the reader came from, if that is a page of this site."""
    back = request.POST.get("next") or request.GET.get("next", "")
    return back if is_own(request, back) else ""


def keep(request: HttpRequest, key: int | None) -> HttpResponse:
    """Kept with the user, or in the visitor's cookie; then back."""
    response = HttpResponseRedirect(own_next(request) or reverse("place:place"))  # `redirect` takes a bare word for the name of a view
    if isinstance(request.user, User):
        set_place(request.user, key)
    elif key is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(COOKIE, str(key), max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True)
    return response
