"""Imports on the desk: take in a file, look at its dry run, apply, publish, undo."""
from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ops.files import FileRefused
from ops.forms import UnknownKey, issue_key, once
from ops.imports.apply import start_apply
from ops.imports.cancel import stop_work
from ops.imports.fix import fix_cell
from ops.imports.kinds import KINDS
from ops.imports.limits import FileProblem
from ops.imports.publish import start_publish
from ops.imports.queries import PAGE, STATES, batch_for, past_batches, rows_of, views_of
from ops.imports.report import write_report
from ops.imports.steps import NotOffered
from ops.imports.take import take_file
from ops.imports.undo import start_undo
from ops.imports.words import ACTS, say
from ops.models import ImportBatch
from ops.models.imports import Outcome
from portfolio.importing.template import write_template
from portfolio.permissions import user_can_import
from website.forms import ImportForm
from website.import_screen import batch_view, can

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD, ACTS_ON = "import-upload", "import-act"
TABS = frozenset({"", *Outcome.values, *STATES})
PAST = 20
NUMBER_DIGITS = 9


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The form and the past batches; a file that cannot be taken is answered in the form, with what was typed."""
    if not user_can_import(request.user):
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = take(request, form)
        if answer is not None:
            return answer
    page = Paginator(past_batches(request.user), PAST).get_page(request.GET.get("page"))
    views = [batch_view(batch) for batch in page.object_list]
    context = {"form": form, "page": page, "batches": [(view, can(view, request.user)) for view in views], "key": issue_key(UPLOAD, request.user)}
    if views:
        context["act_key"] = issue_key(ACTS_ON, request.user)
    response = render(request, "website/imports/list.html", context, status=422 if form.errors else 200)
    if any(view.work and view.work.running for view in views) and request.method == "GET":
        response["Refresh"] = "5"
    return response


def take(request: HttpRequest, form: ImportForm) -> HttpResponse | None:
    """Take the file in under its key and lead to the batch; None with an error in the form."""
    data = form.cleaned_data

    def act() -> str:
        return str(take_file("practices", data["file"], request.user, timezone.now(), source=data["source"].strip()).public_id)

    try:
        return redirect("website:import", once(data["key"], UPLOAD, request.user, act).text)
    except FileProblem as problem:
        form.add_error("file", KINDS["practices"].words(problem.code, problem.params))
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
    except UnknownKey:
        form.add_error(None, _("This page was open for too long. Choose the file again and send it."))
    return None


def found(request: HttpRequest, public_id: UUID) -> ImportBatch:
    """The batch, or 404 alike for absent and forbidden."""
    batch = batch_for(public_id, request.user)
    if batch is None:
        raise Http404
    return batch


@never_cache
@login_required
@require_GET
def batch_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Progress while the work goes on, else the rows by outcome, 50 a page (4 queries beyond session, user and roles)."""
    batch = found(request, public_id)
    view, tab = batch_view(batch), request.GET.get("rows", "")
    if tab not in TABS:
        raise Http404
    page = Paginator(rows_of(batch, tab), PAGE).get_page(request.GET.get("page"))
    open_acts = can(view, request.user)
    context = {
        "view": view, "batch": batch, "can": open_acts, "tab": tab, "tabs": view.tabs(tab), "page": page,
        "rows": views_of(batch, page.object_list), "key": issue_key(ACTS_ON, request.user),
    }
    working = view.work is not None and view.work.running
    response = render(request, f"website/imports/{'progress' if view.work else 'batch'}.html", context)
    if working:
        response["Refresh"] = "2"
    return response


Act = Callable[[ImportBatch, HttpRequest], object]
ACT: dict[str, Act] = {
    "apply": lambda batch, request: start_apply(
        batch, request.user, timezone.now(), without_refused="without_refused" in request.POST, publish="publish" in request.POST
    ),
    "publish": lambda batch, request: start_publish(batch, request.user, timezone.now()),
    "undo": lambda batch, request: start_undo(batch, request.user, timezone.now()),
    "stop": lambda batch, request: stop_work(batch, request.user, timezone.now()),
    "fix": lambda batch, request: fix_cell(batch, *chosen(request), request.user, timezone.now()),
}


def chosen(request: HttpRequest) -> tuple[int, str, str]:
    """Row, cell and value of the button that replaces. Raises Http404 for what no page of ours sends."""
    number, cell, value = [*request.POST.get("value", "").split("|"), "", ""][:3]
    if not number.isdecimal() or len(number) > NUMBER_DIGITS:  # beyond lies what neither int() nor the column takes
        raise Http404
    return int(number), cell, value


def receipt(name: str) -> str:
    """What is said after an act."""
    return {
        "apply": _("The rows are being written. You may leave this page."), "publish": _("The practices are being published."),
        "undo": _("The batch is being taken back."), "stop": _("The work is asked to stop."), "fix": _("The cell is replaced, the file is checked again."),
    }[name]


@login_required
@require_POST
def batch_act(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One act under the key of its page; a second submit of the same act gets the same receipt, another act under a spent key is not done."""
    batch, name = found(request, public_id), request.POST.get("act", "")
    if name not in ACT:
        raise Http404
    done = f"{name}:{batch.pk}"

    def act() -> str:
        ACT[name](batch, request)
        return done

    try:
        if once(request.POST.get("key", ""), ACTS_ON, request.user, act).text != done:
            raise UnknownKey
        messages.success(request, receipt(name))
    except NotOffered as refusal:
        messages.error(request, say(ACTS, refusal.code, refusal.params))
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Look at the batch again and repeat."))
    return redirect("website:import", batch.public_id)


@login_required
@require_GET
def batch_report(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The rows with their marks, as a workbook of texts."""
    batch, target = found(request, public_id), io.BytesIO()
    write_report(batch, target)
    return workbook(target, "import-report.xlsx")


@login_required
@require_GET
def template(request: HttpRequest) -> HttpResponseBase:
    """The template with its example row."""
    if not user_can_import(request.user):
        raise Http404
    target = io.BytesIO()
    write_template(target)
    return workbook(target, "practices-template.xlsx")


def workbook(target: io.BytesIO, name: str) -> HttpResponse:
    """An attachment that nobody keeps."""
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(target.getvalue(), content_type=XLSX, headers=headers)
