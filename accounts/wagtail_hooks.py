"""Letters and consents are worded in the Wagtail admin; users and groups are not edited there."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.consent_viewsets import ConsentViewSet
from accounts.letter_viewsets import LetterViewSet
from accounts.models import ConsentType, LetterText
from accounts.permissions import CONSENT_EDITORS, LETTER_EDITORS
from accounts.policies import RolePolicy

HIDDEN = {"users", "groups"}


def hide_users_and_groups(request: HttpRequest, items: list[Any]) -> None:
    """Their addresses are closed in config/urls.py; here the ways to them go."""
    items[:] = [item for item in items if item.name not in HIDDEN]


hooks.register("construct_settings_menu", hide_users_and_groups)
hooks.register("construct_search", hide_users_and_groups)
register_permission_policy(LetterText, RolePolicy(LetterText, LETTER_EDITORS, ("change", "view")))
register_snippet(LetterViewSet)
register_permission_policy(ConsentType, RolePolicy(ConsentType, CONSENT_EDITORS, ("add", "change", "view")))
register_snippet(ConsentViewSet)


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def register_log_actions(actions: LogActionRegistry) -> None:
    """Entries of a letter's history that are ours."""
    actions.register_action("accounts.letter_default", gettext_lazy("Default words"), gettext_lazy("Took the default words again"))
    actions.register_action("accounts.letter_test", gettext_lazy("Test"), gettext_lazy("Sent to oneself as a test"))
