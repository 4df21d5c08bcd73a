"""Working days of a year in the admin: a grid of check boxes, a name of the act, and the way back to the law."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from territories.actions.set_calendar import FIRST, LAST, SourceMissing, drop_calendar, set_calendar
from territories.calendar_grid import months_of, weekdays
from territories.models import CalendarYear
from territories.permissions import user_can_edit_calendar
from territories.queries import working_days


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """One year (3 queries beyond the admin's own)."""

    template_name = "territories/admin/calendar.html"
    page_title = gettext_lazy("Working days")  # type: ignore[assignment]
    header_icon = "calendar-alt"
    error = ""
    off: frozenset[date] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For who may edit it."""
        if not user_can_edit_calendar(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        self.year = kwargs.get("year") or timezone.localdate().year
        if not FIRST <= self.year <= LAST:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the grid, or give the year back to the law; without the act's name what was ticked stays."""
        by, now = request.user, timezone.now()
        if request.POST.get("act") == "law":
            drop_calendar(self.year, by, now)  # type: ignore[arg-type]
            messages.success(request, _("The year %(year)s follows the law alone.") % {"year": self.year})
            return redirect("calendar", self.year)
        self.off = frozenset(days_of(request.POST.getlist("off"), self.year))
        try:
            set_calendar(self.year, self.off, request.POST.get("source", "")[:300], by, now)  # type: ignore[arg-type]
        except SourceMissing:
            self.error = _("Name the act of the Government that moves the days off.")
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        messages.success(request, _("The working days of %(year)s are kept. Terms count by them from now on.") % {"year": self.year})
        return redirect("calendar", self.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The year as kept, or as it was just ticked."""
        kept = CalendarYear.objects.filter(year=self.year).select_related("changed_by").first()
        exceptions = working_days([self.year]) if self.off is None else {day: day not in self.off for day in every_day(self.year)}
        months = months_of(self.year, exceptions)
        return {
            **super().get_context_data(**kwargs), "year": self.year, "kept": kept, "months": months, "weekdays": weekdays(), "error": self.error,
            "total": sum(month.worked for month in months), "previous": max(FIRST, self.year - 1), "next": min(LAST, self.year + 1),
            "source": self.request.POST.get("source", kept.source if kept else ""),
        }

    def get_page_subtitle(self) -> str:
        """The year."""
        return str(self.year)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """None: the screen stands alone."""
        return []


def every_day(year: int) -> list[date]:
    """From 1 January to 31 December."""
    return [date.fromordinal(number) for number in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)]


def days_of(texts: list[str], year: int) -> set[date]:
    """Days of this year among the texts; whatever is none is left out."""
    return {day for day in every_day(year) if day.isoformat() in set(texts)}
