"""What this room holds about a user."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.holding import Table, hold_tables


def hold() -> None:
    """Only who locked a practice while editing it; versions are Wagtail's."""
    hold_tables("portfolio", (Table("portfolio.Practice", "locked_by", kept=_("names the author only by an empty row")),))
