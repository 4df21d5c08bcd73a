"""One's saved searches: save, look at, rename, remove, bring back."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import limited
from accounts.models import User
from accounts.policy import fetch, visible
from ops.forms import UnknownKey, issue_key, once
from search.actions.change_search import change_search, look_at_search, remove_search, restore_search
from search.actions.save_search import MOST, TooManySaved, save_search
from search.filters import address
from search.labels import facet_labels
from search.models import SavedSearch
from search.saved_forms import SaveForm
from search.saved_queries import saved_rows
from search.saving import filter_labels, name_for, to_store
from search.screen import catalogue_url
from search.vocabulary import vocabulary

PURPOSE = "save-search"
DONE = ("saved", "removed", "restored")


@never_cache
@require_safe
@login_required
def saved(request: HttpRequest) -> HttpResponse:
    """The list; `?done=…&about=…` says what has just been done and offers the way back."""
    rows = saved_rows(request.user)
    done = request.GET.get("done", "")
    context = {
        "rows": rows, "choices": SavedSearch.Frequency.choices, "base": catalogue_url(), "done": done if done in DONE else "",
        "about": about(request) if done in DONE else None,
    }
    return render(request, "search/saved.html", context)


def about(request: HttpRequest) -> SavedSearch | None:
    """The search that the notice is about, if it is the reader's."""
    try:
        return visible(request.user, SavedSearch).filter(public_id=UUID(request.GET.get("about", "")[:36])).first()
    except ValueError:
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """The form for whoever is signed in; a visitor is led to the subscription by mail."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('search:subscribe')}?{request.GET.urlencode()}")
    return save_own(request)


@limited("saved")
def save_own(request: HttpRequest) -> HttpResponse:
    """The state of the address with a proposed name, kept by one post."""
    user = request.user
    assert isinstance(user, User)
    labels = facet_labels(vocabulary().version)
    query = to_store(request.GET, labels)
    form = SaveForm(request.POST or None, initial={"name": name_for(query, labels)})
    if request.method == "POST" and form.is_valid():
        return kept(request, user, address(query), form.cleaned_data)
    context: dict[str, Any] = {
        "form": form, "query": query, "filters": filter_labels(query, labels), "state": address(query), "base": catalogue_url(),
        "key": issue_key(PURPOSE, user),
    }
    return render(request, "search/save.html", context, status=422 if form.errors else 200)


def kept(request: HttpRequest, user: User, state: str, data: dict[str, Any]) -> HttpResponse:
    """Save and go to the list."""
    try:
        receipt = once(
            request.POST.get("key", ""), PURPOSE, user,
            lambda: str(save_search(state, data["name"], data["frequency"], user, timezone.now()).public_id),
        )
    except UnknownKey:
        return HttpResponseBadRequest(_("The form is out of date. Open it again."))
    except TooManySaved:
        return full(request)
    return listed("saved", receipt.text)


def full(request: HttpRequest) -> HttpResponse:
    """Back to the list, where one must go first."""
    messages.error(request, _("You keep %(most)s searches already. Remove one that you no longer need.") % {"most": MOST})
    return redirect("search:saved")


def listed(done: str, about: str) -> HttpResponse:
    """Back to the list with a notice."""
    return redirect(f"{reverse('search:saved')}?done={done}&about={about}")


@never_cache
@require_safe
@login_required
def open_saved(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note the look and show the search, the newest first."""
    search = fetch(request.user, SavedSearch, "view", public_id=public_id)
    assert isinstance(request.user, User)
    if request.method == "GET":  # whoever asks for the head alone has seen nothing
        look_at_search(search, request.user, timezone.now())
    mark = "&" if search.query else "?"
    return redirect(f"{catalogue_url()}{search.query}{mark}sort=newest")


@require_POST
@login_required
@limited("saved")
def change_saved(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Rename, remove or bring back by the button's `act`."""
    user, at = request.user, timezone.now()
    assert isinstance(user, User)
    search = fetch(user, SavedSearch, "change", public_id=public_id)
    act = request.POST.get("act", "")
    if act == "remove":
        remove_search(search, user, at)
        return listed("removed", str(public_id))
    if act == "restore":
        try:
            restore_search(search, user, at)
        except TooManySaved:
            return full(request)
        return listed("restored", str(public_id))
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Not saved: give the search a name of up to 120 characters."))
        return redirect("search:saved")
    change_search(search, form.cleaned_data["name"], form.cleaned_data["frequency"], user, at)
    messages.success(request, _("Saved."))
    return redirect("search:saved")
