"""One's notifications: the list, the way to what each is about, and marking all as read."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.read_notices import read_notice, read_notices
from accounts.models import Notice, User
from accounts.policy import fetch, visible
from components.paging import paged

SIZE = 30


@never_cache
@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first, 30 to a page; `?unread=1` leaves out what has been read (count, rows: two queries beyond the frame's)."""
    user = request.user
    assert isinstance(user, User)
    unread = request.GET.get("unread") == "1"
    rows = visible(user, Notice)
    if unread:
        rows = rows.filter(read_at__isnull=True)
    mark = "unread=1&" if unread else ""
    pages = paged(Counted(rows), request.GET.get("page", ""), SIZE, lambda number: f"?{mark}page={number}")
    tabs = [("?", _("All notifications"), not unread), ("?unread=1", _("New: %(count)s") % {"count": user.unread_notices}, unread)]
    return render(request, "accounts/notices.html", {"pages": pages, "tabs": tabs, "unread": unread, "now": timezone.now().isoformat()})


class Counted(Sequence[Notice]):
    """A queryset whose length is counted by the database."""

    def __init__(self, rows: QuerySet[Notice]) -> None:
        self.rows, self.length = rows, rows.count()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, cut: Any) -> Any:
        return list(self.rows[cut])


@never_cache
@require_safe
@login_required
def open_notice(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Note that it was read and go where it leads; one that leads nowhere goes back to the list."""
    notice = fetch(request.user, Notice, "change", public_id=public_id)
    read_notice(notice, timezone.now())
    return redirect(notice.url or "notices:list")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark as read whatever was there when the page was drawn."""
    user = request.user
    assert isinstance(user, User)
    drawn = parse_datetime(request.POST.get("upto", "")[:40])
    read_notices(user, timezone.now(), drawn if drawn is not None and drawn.tzinfo else None)
    return redirect("notices:list")
