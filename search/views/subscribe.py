"""New practices by mail without an account: the wish, the confirmation, the way to stop."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import TooMany, limited, spend, too_many
from accounts.rules.addresses import masked
from search.actions.change_search import change_search, remove_search, restore_search
from search.actions.subscribe import MOST_SUBSCRIBED, TooManySubscribed, confirm_subscription, subscribe
from search.filters import address
from search.labels import facet_labels
from search.models import SavedSearch
from search.saved_forms import FrequencyForm, SubscribeForm
from search.saving import filter_labels, name_for, read_subscription, stored, to_store
from search.screen import catalogue_url
from search.vocabulary import vocabulary


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("subscribe")
def subscribe_view(request: HttpRequest) -> HttpResponse:
    """The form; the answer is one for every address. Whoever is signed in saves the search instead."""
    if request.user.is_authenticated:
        return redirect(f"{reverse('search:save')}?{request.GET.urlencode()}")
    labels = facet_labels(vocabulary().version)
    query = to_store(request.GET, labels)
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            spend(request, "subscribe_address", key=data["email"].lower())
        except TooMany as refusal:
            return too_many(request, refusal)
        subscribe(data["email"], address(query), name_for(query, labels), data["frequency"], (get_language() or "ru")[:2], timezone.now())
        return redirect("search:subscribed")
    context = {"form": form, "query": query, "filters": filter_labels(query, labels), "state": address(query), "base": catalogue_url()}
    return render(request, "search/subscribe.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def subscribed(request: HttpRequest) -> HttpResponse:
    """A letter is on its way: which one only its reader learns."""
    return render(request, "search/subscribed.html", {"base": catalogue_url()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("subscription")
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """The page that letters lead to. GET shows and changes nothing, for scanners of letters open every link; a POST confirms, changes, stops."""
    search = read_subscription(token)
    if search is None:
        return shown(request, {"bad": True}, 404)
    done = act(request, search) if request.method == "POST" else ""
    search.refresh_from_db()
    labels = facet_labels(vocabulary().version)
    state = stored(search.query, labels)
    return shown(request, {
        "search": search, "words": state.query.text, "filters": filter_labels(state.query, labels), "is_broken": state.is_broken, "done": done,
        "address": masked(search.address), "form": FrequencyForm(initial={"frequency": search.frequency}), "base": catalogue_url(), "most": MOST_SUBSCRIBED,
    }, 409 if done == "too many" else 200)


def act(request: HttpRequest, search: SavedSearch) -> str:
    """Do what the button says; what was done."""
    what, at = request.POST.get("act", ""), timezone.now()
    if what == "confirm" and search.removed_at is None:
        try:
            confirm_subscription(search, at)
        except TooManySubscribed:
            return "too many"
        return "confirmed"
    if what == "stop":
        remove_search(search, None, at)
        return "stopped"
    if what == "resume":
        try:
            restore_search(search, None, at)
        except TooManySubscribed:
            return "too many"
        return "resumed"
    form = FrequencyForm(request.POST)
    if what == "change" and form.is_valid():
        change_search(search, search.name, form.cleaned_data["frequency"], None, at)
        return "changed"
    return ""


def shown(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    """The page, whose address nobody shall pass on or index."""
    response = render(request, "search/subscription.html", context, status=status)
    response["Referrer-Policy"] = "strict-origin"  # hides the link; "no-referrer" would make the form's Origin "null", which the CSRF check refuses
    response["X-Robots-Tag"] = "noindex"
    return response
