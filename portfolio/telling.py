"""What editors are told about their practices."""
from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from accounts.models import User
from accounts.notice_kinds import notice_kind
from accounts.notices import notify
from accounts.roles import Role
from portfolio.gate import words_for
from portfolio.models import Practice

REFUSED = notice_kind(
    "practice.refused", gettext_lazy("Practices that could not be published on schedule"), roles=[Role.CONTENT_EDITOR, Role.ADMINISTRATOR],
)


def tell_editor(practice: Practice, revision: Revision, missing: Sequence[str]) -> None:
    """Tell whoever saved the scheduled version what is missing, in the caller's transaction; nobody where that is not known."""
    editor = revision.user
    if not isinstance(editor, User):
        return
    with translation.override(editor.language):
        title = _("Not published on schedule: %(title)s") % {"title": practice.title}
        text = _("Missing: %(gaps)s. Fill it in and set the date anew.") % {"gaps": words_for(missing)}
        url = reverse("practices:edit", args=[practice.pk])
        notify(editor, REFUSED.code, title, text, url, f"refused:{revision.pk}:{revision.approved_go_live_at}", timezone.now())
