"""What Wagtail's admin learns from this room."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.policies import RolePolicy
from territories.backoffice import TerritoriesGroup
from territories.backoffice_domains import MailDomainViewSet
from territories.models import MailDomain, Membership, PeerGroup
from territories.permissions import METHODOLOGISTS, user_can_edit_calendar
from territories.views.calendar import CalendarView

register_permission_policy(Membership, RolePolicy(Membership, METHODOLOGISTS))
register_permission_policy(PeerGroup, RolePolicy(PeerGroup, METHODOLOGISTS, ("change", "view")))
register_permission_policy(MailDomain, RolePolicy(MailDomain, METHODOLOGISTS))
register_snippet(TerritoriesGroup)
register_snippet(MailDomainViewSet)


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def register_log_actions(actions: LogActionRegistry) -> None:
    """Entries of the history that are ours."""
    actions.register_action(
        "territories.override_group", gettext_lazy("Group by hand"), gettext_lazy("Put into another peer group by hand"),
    )
    actions.register_action(
        "territories.lift_override", gettext_lazy("Back to the rule"), gettext_lazy("Gave the municipality back to the rule"),
    )
    actions.register_action("territories.give_role", gettext_lazy("Role in a territory"), gettext_lazy("Gave a role in a territory"))
    actions.register_action("territories.end_role", gettext_lazy("End of a role in a territory"), gettext_lazy("Ended a role in a territory"))
    actions.register_action("territories.set_calendar", gettext_lazy("Working days of a year"), gettext_lazy("Entered the working days of a year"))
    actions.register_action("territories.drop_calendar", gettext_lazy("Year back to the law"), gettext_lazy("Gave the year back to the law"))


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def no_bulk_lifting(request: HttpRequest, action_type: str, objects: Sequence[Model], action: Any) -> HttpResponse | None:
    """Overrides are lifted one by one, through their action."""
    if action_type == "delete" and issubclass(action.model, Membership):
        raise PermissionDenied
    return None


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def calendar_addresses() -> list[URLPattern]:
    """The calendar of working days, by year."""
    return [
        path("working-days/", CalendarView.as_view(), name="calendar-now"), path("working-days/<int:year>/", CalendarView.as_view(), name="calendar"),
    ]


class CalendarItem(MenuItem):
    """For who may edit it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By role."""
        return user_can_edit_calendar(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def calendar_item() -> MenuItem:
    """The way to it."""
    return CalendarItem(gettext_lazy("Working days"), reverse("calendar-now"), name="working-days", icon_name="calendar-alt", order=320)
