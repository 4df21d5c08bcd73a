"""Jobs on the desk: everybody's own, all of them for administrators; each with its progress, its end and the way on."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.policy import fetch
from components.paging import Pages, paged
from ops.forms import UnknownKey, issue_key, once
from ops.jobs import NotRetried, cancel_job, retry_job
from ops.models import Job
from website.forms import JobFilter
from website.permissions import user_is_administrator
from website.queries.jobs import JobLine, jobs_of, line_of, page_of

ON_PAGE = 25
ACTS = "job-act"


def lines_of(request: HttpRequest) -> tuple[JobFilter, Pages[Any], list[JobLine]]:
    """The filter, the page that was asked for, its lines (2 queries)."""
    form = JobFilter(request.GET, everybody=user_is_administrator(request.user))
    address = request.GET.copy()
    address.pop("page", None)
    start = f"?{address.urlencode()}&" if address else "?"
    rows: Any = jobs_of(request.user, form.asked())
    pages = paged(rows, request.GET.get("page", ""), ON_PAGE, lambda number: f"{start}page={number}")
    return form, pages, [line_of(job) for job in pages.rows]


@never_cache
@login_required
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The list; the whole state of its filters stands in the address."""
    form, pages, lines = lines_of(request)
    return render(request, "website/jobs/list.html", {
        "form": form, "pages": pages, "lines": lines, "live": any(line.job.open for line in lines), "everybody": form.everybody,
        "query": request.GET.urlencode(), "filtered": form.is_set(),
    })


@never_cache
@require_GET
def jobs_live(request: HttpRequest) -> HttpResponse:
    """The lines again, for a list that is being looked at; it stops asking when nothing runs any more."""
    if not request.user.is_authenticated:
        return whole_page_again()
    _form, _pages, lines = lines_of(request)
    context = {"lines": lines, "live": any(line.job.open for line in lines), "everybody": _form.everybody, "query": request.GET.urlencode()}
    return render(request, "website/jobs/_lines.html", context)


@never_cache
@login_required
@require_GET
def job_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One job: arguments without secrets, progress, result or cause, what may be done."""
    job = fetch(request.user, Job, public_id=public_id)
    page = page_of(job, request.user)
    context = {"page": page, "line": page.line, "job": page.line.job}
    if page.may_cancel or page.may_retry:
        context["key"] = issue_key(ACTS, request.user)
    return render(request, "website/jobs/job.html", context)


@never_cache
@require_GET
def job_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The progress again; the whole page is asked for when the job has ended."""
    if not request.user.is_authenticated:
        return whole_page_again()
    line = line_of(fetch(request.user, Job, public_id=public_id))
    if not line.job.open:
        return whole_page_again()
    return render(request, "website/jobs/_progress.html", {"line": line, "job": line.job})


def whole_page_again() -> HttpResponse:
    """htmx loads the page anew: it has changed in kind, or the reader is signed out and the page will say so."""
    return HttpResponse(headers={"HX-Refresh": "true"})


@login_required
@require_POST
def job_act(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel or retry under the key of the page; a second submit gets the same receipt. Leads to the job, or to the one that repeats it."""
    verb = "retry" if request.POST.get("act") == "retry" else "cancel"
    job = fetch(request.user, Job, public_id=public_id)

    def act() -> str:
        if verb == "retry":
            return str(retry_job(job, request.user).public_id)
        cancel_job(job, request.user)
        return str(job.public_id)

    try:
        receipt = once(request.POST.get("key", ""), ACTS, request.user, act)
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Look at the job again and repeat."))
    except (NotRetried, PermissionDenied):
        messages.error(request, _("This job cannot be started anew: it runs, has been started anew already, or its own page offers the way on."))
    else:
        messages.success(request, _("The job is started anew.") if receipt.text != str(public_id) else _("The job is asked to stop."))
        return redirect("website:job", receipt.text)
    return redirect("website:job", public_id)
