"""Two lists for editors in Wagtail's reports: what nothing was found for, and what is asked most; noise can be hidden."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, NumberColumn, Table
from wagtail.admin.views.reports import ReportView

from accounts.policies import RolePolicy
from search.actions.hide_query import NothingToHide, hide_query, show_query
from search.models import QueryDay
from search.permissions import EDITORS
from search.queries import Rows, most_asked, nothing_found
from search.query_log import today
from search.synonyms import term_key
from search.vocabulary import vocabulary

PERIODS = [("7", gettext_lazy("7 days")), ("30", gettext_lazy("30 days")), ("90", gettext_lazy("90 days"))]
HIDDEN = [("1", gettext_lazy("Hidden as noise"))]


class QueryFilter(WagtailFilterSet):
    """Period and noise. Both shape the counting itself (`QueryReport.get_base_queryset`), so here they leave the rows alone."""

    period = django_filters.ChoiceFilter(label=gettext_lazy("Period"), choices=PERIODS, empty_label=gettext_lazy("180 days"), method="leave")
    hidden = django_filters.ChoiceFilter(label=gettext_lazy("Noise"), choices=HIDDEN, empty_label=gettext_lazy("Without noise"), method="leave")

    class Meta:
        model = QueryDay
        fields: list[str] = []

    def leave(self, rows: Rows, name: str, value: str) -> Rows:
        """As they are."""
        return rows


class WordsColumn(Column):
    """The words with what can be done about them: look, make a synonym, hide."""

    cell_template_name = "search/admin/query_words.html"

    def get_cell_context_data(self, instance: dict[str, Any], parent_context: Any) -> dict[str, Any]:
        """Addresses carry the words; the form carries the token."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        asked = urlencode({"words": instance["words"]})
        return context | {
            "words": instance["words"], "csrf_token": get_token(context["request"]), "synonym_url": f"{reverse('synonyms:add')}?{asked}",
            "look_url": f"{reverse('search:catalogue')}?{urlencode({'q': instance['words']})}", "hide_url": reverse("queries-hide"),
            "hidden": bool(context["request"].GET.get("hidden")), "back": context["request"].resolver_match.url_name.removesuffix("-results"),
        }


def with_rules(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row with whether a synonym rule knows its words, or some of them; the rules are read once for all."""
    table = vocabulary().synonyms
    stems = [(row, term_key(row["words"])) for row in rows]
    return [row | {"rule": _("yes") if any(table.match(run[start:])[0] for start in range(len(run))) else ""} for row, run in stems]


def last_day(row: dict[str, Any]) -> str:
    """The day of the last asking: hours are not known, so nothing is said of them."""
    return date_format(row["last"], "SHORT_DATE_FORMAT")


class QueryPaginator(WagtailPaginator):
    """Counts in the right form of the word: «2 запроса», «5 запросов»."""

    @cached_property
    def items_count_label(self) -> str:
        """Under the list."""
        return ngettext("%(number)s query", "%(number)s queries", self.count) % {"number": self.count}


class QueryReport(ReportView):
    """What both lists share."""

    model = QueryDay
    permission_policy = RolePolicy(QueryDay, EDITORS, ("view",))
    permission_required = "view"  # type: ignore[assignment]
    header_icon = "search"
    paginator_class = QueryPaginator
    filterset_class = QueryFilter  # type: ignore[assignment]
    list_export = ["words", "times", "empty", "opens", "days", "last"]
    export_headings = {
        "words": gettext_lazy("words"), "times": gettext_lazy("asked"), "empty": gettext_lazy("nothing found"),
        "opens": gettext_lazy("practices opened"), "days": gettext_lazy("days"), "last": gettext_lazy("last asked"),
    }
    columns = [
        WordsColumn("words", label=gettext_lazy("Words"), sort_key="words"), NumberColumn("times", label=gettext_lazy("Asked"), sort_key="times"),
        NumberColumn("empty", label=gettext_lazy("Nothing found"), sort_key="empty"),
        NumberColumn("opens", label=gettext_lazy("Practices opened"), sort_key="opens"),
        Column("last", label=gettext_lazy("Last asked"), sort_key="last", accessor=last_day), Column("rule", label=gettext_lazy("Synonym rule")),
    ]

    rows: Callable[[date | None, bool], Rows]  # the counting of this list

    def get_base_queryset(self) -> Rows:
        """Counted over the chosen period."""
        chosen = self.filters.form.cleaned_data if self.filters and self.filters.is_valid() else {}
        period = chosen.get("period")
        return self.rows(today() - timedelta(days=int(period) - 1) if period else None, bool(chosen.get("hidden")))

    def order_queryset(self, rows: Rows) -> Rows:
        """Equal numbers stand in the order of the words."""
        return rows.order_by(self.ordering, "words")

    def get_table(self, object_list: Iterable[dict[str, Any]]) -> Table:
        """With the rules that are there already."""
        table: Table = super().get_table(with_rules(object_list))
        return table

    def get_filename(self) -> str:
        """With the day."""
        return f"{self.export_filename}-{today():%Y-%m-%d}"


class NothingFound(QueryReport):
    """Words that found nothing when they were last asked for."""

    page_title = gettext_lazy("Searches that found nothing")  # type: ignore[assignment]
    index_url_name = "queries-nothing"  # type: ignore[assignment]
    index_results_url_name = "queries-nothing-results"  # type: ignore[assignment]
    default_ordering = "-empty"  # type: ignore[assignment]
    export_filename = "nothing-found"

    rows = staticmethod(nothing_found)


class MostAsked(QueryReport):
    """Words by how often they were asked for."""

    page_title = gettext_lazy("Most frequent searches")  # type: ignore[assignment]
    index_url_name = "queries-asked"  # type: ignore[assignment]
    index_results_url_name = "queries-asked-results"  # type: ignore[assignment]
    default_ordering = "-times"  # type: ignore[assignment]
    export_filename = "most-asked"

    rows = staticmethod(most_asked)


@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Mark words as noise, or take the mark away (`act=show`); back to the list the form stood in."""
    words = request.POST.get("words", "")
    try:
        if request.POST.get("act") == "show":
            show_query(words, request.user, timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("“%(words)s” is in the lists again.") % {"words": words[:100]})
        else:
            hide_query(words, request.user, timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("“%(words)s” is hidden as noise.") % {"words": words})
    except PermissionDenied:
        return redirect("wagtailadmin_home")
    except NothingToHide:
        messages.error(request, _("These are no words of the list. Open the list again and choose there."))
    return redirect("queries-asked" if request.POST.get("back") == "queries-asked" else "queries-nothing")
