"""Which notifications come how; and the link that stops them without signing in."""
from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions.choose_notices import choose_notices
from accounts.actions.stop_notices import kinds_of, resume_notices, stop_notices
from accounts.limits import limited
from accounts.models import NoticeReader, User
from accounts.notice_forms import WAYS, NoticesForm, kinds_for
from accounts.notice_kinds import KINDS
from accounts.notices import reader_of
from accounts.rules.addresses import masked
from accounts.stopping import BadLink, read_stop


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("notices")
def choices(request: HttpRequest) -> HttpResponse:
    """The table of kinds and ways; nothing is stored before somebody saves."""
    user = request.user
    assert isinstance(user, User)
    reader = NoticeReader.objects.filter(user=user).first() or NoticeReader(user=user)
    form = NoticesForm(request.POST or None, reader, kinds_for(user.roles, user.is_superuser))
    if request.method == "POST" and form.is_valid():
        choose_notices(reader_of(user), form.ways(), timezone.now(), form.when())
        messages.success(request, _("Saved."))
        return redirect("accounts:notices")
    return render(request, "accounts/notice_choices.html", {"form": form, "ways": [label for _value, label in WAYS]})


@never_cache
@csrf_exempt  # a mail service presses the button for its user (RFC 8058): it has no cookie of ours, the signed link is the right
@require_http_methods(["GET", "HEAD", "POST"])
@limited("unsubscribe")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing, for scanners of letters open every link; POST stops, or takes up again with `resume=1`."""
    try:
        reader, what = read_stop(token)
    except BadLink:
        return render(request, "accounts/notice_stop.html", {"bad": True}, status=404)
    done = ""
    if request.method == "POST":
        done = "resumed" if request.POST.get("resume") == "1" else "stopped"
        (resume_notices if done == "resumed" else stop_notices)(reader, what, timezone.now())
    labels = [str(KINDS[code].label) for code in kinds_of(reader, what)]
    context = {"done": done, "labels": labels, "digest": what.startswith("@"), "address": masked(reader.mail_to), "has_user": reader.user_id is not None}
    response = render(request, "accounts/notice_stop.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
