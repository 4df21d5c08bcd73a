"""The desk of data protection: the read log and an incident."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import user_can_protect_data
from accounts.privacy_forms import IncidentForm, LogForm
from accounts.queries.privacy_desk import Filters, LogRow, affected, all_rows, find_subjects, log_page, readers
from accounts.reading import note_export, note_reads
from ops.sheets import KINDS, sheet_response

View = Callable[..., HttpResponseBase]
MOST_ROWS = 100_000
LOG_TAKEN = gettext_noop("Read log taken as a file")
SEARCHED = gettext_noop("Search for a person in the read log")
INCIDENT_TAKEN = gettext_noop("List of an incident taken as a file")


def officers_only(view: View) -> View:
    """A visitor is led to the door, anybody else without the role finds nothing."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_protect_data(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """The screens of this desk."""
    names = {
        "privacy:log": _("Read log"), "privacy:incident": _("Incident"), "privacy:consents": _("Consents"), "privacy:erasures": _("Erasure"),
        "privacy:retention": _("Retention"),
    }
    return [(reverse(name), label, name == current) for name, label in names.items()]


def filters_of(request: HttpRequest) -> Filters:
    """What of the address makes sense."""
    form = LogForm(request.GET)
    form.is_valid()
    return Filters(**{name: form.cleaned_data.get(name) for name in ("reader", "subject", "since", "until")})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Who read whose data; a person is looked for by POST, so that no name stands in an address."""
    filters = filters_of(request)
    found: list[tuple[str, str]] | None = None
    if request.method == "POST":
        people = find_subjects(request.POST.get("who", ""))
        note_reads(request.user, [str(public_id) for public_id, _name in people], SEARCHED, timezone.now())  # type: ignore[arg-type]
        if len(people) == 1:
            return redirect(reverse("privacy:log") + filters.address(subject=people[0][0]))
        found = [(filters.address(subject=public_id), label) for public_id, label in people]
    page = log_page(filters, request.GET.get("page", ""))
    known = {row.subject: row.subject_name for row in page.rows}
    context = {
        "pages": page, "filters": filters, "readers": readers(), "found": found, "who": request.POST.get("who", ""), "tabs": tabs("privacy:log"),
        "subject_name": known.get(filters.subject, "") if filters.subject else "", "without_subject": filters.address(subject=None),
        "query": filters.address(), "too_many": page.total > MOST_ROWS, "most": MOST_ROWS,
    }
    return render(request, "accounts/privacy/log.html", context)


@officers_only
@require_safe
def log_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The log under the filters of the address; that it was taken is itself a line of the log."""
    filters, user = filters_of(request), request.user
    assert isinstance(user, User)
    total = filters.rows().count()
    if kind not in KINDS or total > MOST_ROWS:
        raise Http404
    note_export(user, LOG_TAKEN, total, timezone.now())
    rows = (cells(row) for row in all_rows(filters))
    head = (_("When, MSK"), _("Reader"), _("Whose data"), _("What"), _("Rows"))
    return sheet_response(kind, f"read-log-{timezone.localdate():%Y-%m-%d}", head, rows, _("Read log"))


def cells(row: LogRow) -> tuple[object, ...]:
    """A line of the file."""
    return (f"{timezone.localtime(row.at):%d.%m.%Y %H:%M:%S}", row.reader_name, row.subject_name, row.what, row.rows)


@officers_only
@require_safe
def incident(request: HttpRequest, kind: str = "") -> HttpResponseBase:
    """Everybody whose data one account saw between two instants, on the page or as a file."""
    form = IncidentForm(request.GET or None)
    people = None
    if request.GET and form.is_valid():
        values = form.cleaned_data
        people = affected(values["reader"], values["since"], values["until"])
    if kind:
        return incident_file(request, kind, people)
    context = {"form": form, "people": people, "readers": readers(), "tabs": tabs("privacy:incident"), "query": request.GET.urlencode()}
    return render(request, "accounts/privacy/incident.html", context, status=422 if form.errors else 200)


def incident_file(request: HttpRequest, kind: str, people: Any) -> HttpResponseBase:
    """The list for the report to the regulator. Raises Http404 for a list that was not asked for rightly."""
    user = request.user
    if people is None or kind not in KINDS or not isinstance(user, User):
        raise Http404
    note_export(user, INCIDENT_TAKEN, len(people), timezone.now())
    rows = ((one.name, one.times, *(f"{timezone.localtime(at):%d.%m.%Y %H:%M:%S}" for at in (one.first, one.last))) for one in people)
    return sheet_response(kind, "incident", (_("Whose data"), _("Times"), _("First, MSK"), _("Last, MSK")), rows, _("Incident"))
