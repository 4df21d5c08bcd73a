"""What Wagtail's admin learns from whatever gathers several rooms: panels of the dashboard, the menu that leads into the desks."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from website import desk
from website.intake_panel import intake_panels


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def add_intakes(request: HttpRequest, panels: list[Any]) -> None:
    """A panel for each running intake."""
    panels.extend(intake_panels(request.user))


class DeskItem(MenuItem):
    """A section of the desk, for those who may open it."""

    def __init__(self, section: desk.Section) -> None:
        super().__init__(section.label, reverse(section.url_name), name=section.url_name.replace(":", "-"), icon_name="tasks", order=section.order)
        self.section = section

    def is_shown(self, request: HttpRequest) -> bool:
        """The desk's own answer."""
        return self.section.visible(request.user)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def register_desk() -> SubmenuMenuItem:
    """The desks, beside what is edited here."""
    items = [DeskItem(section) for section in desk.SECTIONS]
    return SubmenuMenuItem(gettext_lazy("Desk"), Menu(items=items), name="desk", icon_name="tasks", order=140)
