"""Where a practice stands between draft and tombstone. Wagtail's flags move it; this names what they mean together."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """One word for the editor's list."""

    DRAFT = "draft", _("Draft, not public")
    REFUSED = "refused", _("Draft, publication refused")
    SCHEDULED = "scheduled", _("Scheduled for publication")
    LIVE = "live", _("Public")
    CHANGED = "changed", _("Public, with unpublished changes")
    EXPIRED = "expired", _("Taken down on its date")
    WITHDRAWN = "withdrawn", _("Withdrawn for good")
