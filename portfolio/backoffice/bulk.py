"""Bulk publish, unpublish and delete: each practice in its own transaction, one refusal never stops the rest."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from accounts.models import User
from portfolio.actions.publish import publish_practice, unpublish_practice
from portfolio.actions.remove import remove_draft
from portfolio.gate import NotReady, WasPublished
from portfolio.models import Practice
from portfolio.permissions import user_can_publish_practice, user_can_remove_practice

AT_ONCE = 200
SHOWN = 5


class PracticeBulkAction(SnippetBulkAction):
    """A question, then one act per practice; what was refused is named with its reason."""

    models = [Practice]
    template_name = "portfolio/admin/confirm_bulk.html"
    act: Callable[[Practice, User, datetime], object]
    done_message: Callable[[int], str]
    question = no_access = ""

    def form_valid(self, form: Any) -> HttpResponse:
        """Act on each and tell how it went. Wagtail's own method would put all of them into one transaction."""
        practices, _others = self.get_actionable_objects()
        if len(practices) > AT_ONCE:
            messages.error(self.request, _("Choose at most %(count)d practices at once.") % {"count": AT_ONCE})
            return redirect(self.next_url)
        refused = [(practice, reason) for practice in practices if (reason := self.attempt(practice))]
        if done := len(practices) - len(refused):
            messages.success(self.request, type(self).done_message(done))
        for practice, reason in refused[:SHOWN]:
            messages.error(self.request, f"{practice.code} «{practice.title}». {reason}")
        if len(refused) > SHOWN:
            rest = len(refused) - SHOWN
            messages.error(self.request, ngettext("And %(count)d more was refused.", "And %(count)d more were refused.", rest) % {"count": rest})
        return redirect(self.next_url)

    def attempt(self, practice: Practice) -> str:
        """Why it was refused, or nothing."""
        try:
            type(self).act(practice, self.request.user, timezone.now())  # type: ignore[arg-type]
        except (NotReady, WasPublished) as refusal:
            return str(refusal)
        except PermissionDenied:
            return _("You may not do this.")
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question and, for what cannot be acted on, the reason."""
        return {**super().get_context_data(**kwargs), "question": self.question, "no_access": self.no_access, "action": self.display_name}


class PublishBulk(PracticeBulkAction):
    """Publish the latest text of each."""

    display_name = gettext_lazy("Publish practices")
    action_type = "publish"
    aria_label = gettext_lazy("Publish the chosen practices")
    action_priority = 10
    act = staticmethod(publish_practice)
    question = gettext_lazy("Publish the latest text of these practices?")  # type: ignore[assignment]
    no_access = gettext_lazy("These are withdrawn and cannot be published:")  # type: ignore[assignment]

    def check_perm(self, practice: Practice) -> bool:
        """Whether this one may be published by the user."""
        return user_can_publish_practice(self.request.user, practice)

    @staticmethod
    def done_message(count: int) -> str:
        """How many are public now."""
        return ngettext("%(count)d practice published.", "%(count)d practices published.", count) % {"count": count}


class UnpublishBulk(PracticeBulkAction):
    """Take each back from the public."""

    display_name = gettext_lazy("Take practices down")
    action_type = "unpublish"
    aria_label = gettext_lazy("Take the chosen practices down")
    action_priority = 20
    classes = {"serious"}
    act = staticmethod(unpublish_practice)
    question = gettext_lazy("Take these practices down? Their texts stay as drafts.")  # type: ignore[assignment]
    no_access = gettext_lazy("These are not public:")  # type: ignore[assignment]

    def check_perm(self, practice: Practice) -> bool:
        """Whether this one is public and may be taken down by the user."""
        return practice.live and user_can_publish_practice(self.request.user, practice)

    @staticmethod
    def done_message(count: int) -> str:
        """How many are down now."""
        return ngettext("%(count)d practice taken down.", "%(count)d practices taken down.", count) % {"count": count}


class DeleteBulk(PracticeBulkAction):
    """Delete drafts; takes the place of Wagtail's own action, which deletes anything."""

    display_name = gettext_lazy("Delete drafts")
    action_type = "delete"
    aria_label = gettext_lazy("Delete the chosen drafts")
    action_priority = 30
    classes = {"serious"}
    act = staticmethod(remove_draft)
    question = gettext_lazy("Delete these drafts for good?")  # type: ignore[assignment]
    no_access = gettext_lazy("These were published once, so they can only be withdrawn:")  # type: ignore[assignment]

    def check_perm(self, practice: Practice) -> bool:
        """Whether this one was never public and may be deleted by the user."""
        return user_can_remove_practice(self.request.user, practice)

    @staticmethod
    def done_message(count: int) -> str:
        """How many are gone."""
        return ngettext("%(count)d draft deleted.", "%(count)d drafts deleted.", count) % {"count": count}
