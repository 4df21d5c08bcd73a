"""What Wagtail's admin learns from this room."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.snippets.models import register_snippet

from portfolio.backoffice.bulk import DeleteBulk, PublishBulk, UnpublishBulk
from portfolio.backoffice.chooser import MunicipalityChooser
from portfolio.gate import words_for
from portfolio.viewsets import PracticeViewSet

register_snippet(PracticeViewSet)
hooks.register("register_bulk_action", PublishBulk, order=10)
hooks.register("register_bulk_action", UnpublishBulk, order=10)
hooks.register("register_bulk_action", DeleteBulk, order=10)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_chooser() -> MunicipalityChooser:
    """The dialog in which an editor finds a municipality."""
    return MunicipalityChooser("municipality_chooser", url_prefix="municipalities/choose")


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def register_log_actions(actions: LogActionRegistry) -> None:
    """Entries of a practice's history that are ours."""
    actions.register_action(
        "portfolio.withdraw", gettext_lazy("Withdraw"), gettext_lazy("Withdrawn: the words left every public place, the number stays")
    )
    actions.register_action("portfolio.refused")(RefusedFormatter)


class RefusedFormatter(LogFormatter):
    """A scheduled publication that could not be."""

    label = gettext_lazy("Publication refused")  # type: ignore[assignment]

    def format_message(self, log_entry: Any) -> str:
        """Names what is missing."""
        return _("Not published on schedule. Missing: %(gaps)s") % {"gaps": words_for(log_entry.data["missing"])}
