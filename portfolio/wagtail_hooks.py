"""What Wagtail's admin learns from this room."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from portfolio.gate import words_for


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
