"""The desk of data protection: publishing consents, deciding on erasures, keeping terms."""
from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.decide_erasure import Decided, LastAdministrator, ReasonMissing, decide_erasure
from accounts.actions.publish_consent import DraftChanged, NothingNew, SamePerson, publish_consent
from accounts.actions.run_retention import run_retention
from accounts.actions.set_term import BadTerm, UnknownRule, set_term
from accounts.consents import newest_version, words_hash
from accounts.limits import limited
from accounts.models import ConsentType, Erasure, User
from accounts.policy import can, fetch, visible
from accounts.privacy_forms import RefusalForm, TermForm
from accounts.queries.consents import changes, drafts
from accounts.queries.privacy_desk import erasures_waiting, rule_rows, run_rows
from accounts.reading import note_read
from accounts.views.privacy_desk import officers_only, tabs

REQUEST_READ = gettext_noop("Request to erase data")
LAST = 50


def officer(request: HttpRequest) -> User:
    """Whoever came past `officers_only`."""
    assert isinstance(request.user, User)
    return request.user


@officers_only
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Drafts and what is published (two queries beyond session, user and roles)."""
    return render(request, "accounts/privacy/consents.html", {"rows": drafts(), "tabs": tabs("privacy:consents")})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
@limited("privacy_desk")
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """What a publication would change, and the button; the page carries the hash of what was read."""
    by = officer(request)
    draft = fetch(by, ConsentType, "publish", code=code)
    if request.method == "POST":
        try:
            version = publish_consent(draft, request.POST.get("seen", ""), by, timezone.now())
            messages.success(request, _("Version %(number)s is published. People who agreed to the old text are asked anew.") % {"number": version.number})
            return redirect("privacy:consents")
        except SamePerson:
            messages.error(request, _("You wrote this draft yourself. Another officer has to publish it."))
        except DraftChanged:
            messages.error(request, _("The draft has changed since you opened the page. Read it again below."))
        except NothingNew:
            messages.error(request, _("The draft says what is published already."))
        return redirect("privacy:consent", code)
    newest = newest_version(code)
    context = {
        "draft": draft, "newest": newest, "changes": changes(draft, newest), "seen": words_hash(draft), "tabs": tabs("privacy:consents"),
        "own": draft.changed_by_id == by.pk,
    }
    return render(request, "accounts/privacy/consent.html", context)


@officers_only
@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """Open requests first, then the last fifty answered (two queries)."""
    rows = visible(officer(request), Erasure)
    waiting = erasures_waiting(officer(request)).order_by("asked_at")
    answered = rows.exclude(state__in=[Erasure.State.ASKED, Erasure.State.APPROVED])[:LAST]
    return render(request, "accounts/privacy/erasures.html", {"waiting": waiting, "answered": answered, "tabs": tabs("privacy:erasures")})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
@limited("privacy_desk")
def erasure(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The request, what an erasure does, and the decision in two steps."""
    by = officer(request)
    row = fetch(by, Erasure, public_id=public_id)
    form = RefusalForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST":
        if decide(request, row, form):
            return redirect("privacy:erasure", public_id)
    else:
        note_read(by, str(row.user.public_id), REQUEST_READ, timezone.now())
    context = {
        "row": row, "form": form, "tabs": tabs("privacy:erasures"), "sure": "sure" in request.GET,
        "may_decide": row.state == Erasure.State.ASKED and can(by, "decide", row), "report": report_lines(row),
    }
    return render(request, "accounts/privacy/erasure.html", context, status=422 if form.errors else 200)


def decide(request: HttpRequest, row: Erasure, form: RefusalForm) -> bool:
    """Carry the decision out; False with an error in the form. Raises Http404 on one's own request."""
    if not can(request.user, "decide", row):
        raise Http404
    approve = "approve" in request.POST
    if not approve and not form.is_valid():
        return False
    try:
        decide_erasure(row, approve, form.cleaned_data["reason"] if not approve else "", officer(request), timezone.now())
        messages.success(request, _("The erasure has begun.") if approve else _("The refusal is written down and told to the person."))
    except Decided:
        messages.error(request, _("The request has been decided already."))
    except LastAdministrator:
        messages.error(request, _("This is the only administrator. Give the role to somebody else first."))
    except ReasonMissing:
        form.add_error("reason", _("Write why, so that the person understands."))
        return False
    return True


def report_lines(row: Erasure) -> list[tuple[str, str, str, object]]:
    """(room, table, what was done, how many or why) of a request carried out."""
    words = {"deleted": _("deleted"), "anonymised": _("emptied"), "kept": _("kept")}
    return [(room, label, words[name], value) for room, parts in row.report.items() for name, part in parts.items() for label, value in part.items()]


@officers_only
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Terms, and the last rounds (two queries)."""
    return render(request, "accounts/privacy/retention.html", {"rules": rule_rows(), "runs": run_rows(), "tabs": tabs("privacy:retention")})


@officers_only
@require_POST
@limited("privacy_desk")
def dry_run(request: HttpRequest) -> HttpResponse:
    """Count what the next round would delete."""
    run_retention(timezone.now(), by=officer(request), dry=True)
    messages.success(request, _("Counted; nothing was deleted."))
    return redirect("privacy:retention")


@officers_only
@require_POST
@limited("privacy_desk")
def term(request: HttpRequest) -> HttpResponse:
    """A new term from the next round on."""
    form = TermForm(request.POST)
    try:
        if not form.is_valid():
            raise BadTerm(1, 36_500)
        set_term(form.cleaned_data["code"], form.cleaned_data["days"], officer(request), timezone.now())
        messages.success(request, _("The term is kept. It holds from the next round on."))
    except BadTerm as refusal:
        messages.error(request, _("A term here is %(shortest)s to %(longest)s days.") % {"shortest": refusal.shortest, "longest": refusal.longest})
    except UnknownRule as error:
        raise Http404 from error
    return redirect("privacy:retention")
