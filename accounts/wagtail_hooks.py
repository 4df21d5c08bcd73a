"""Users and groups are not edited in the Wagtail admin."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

HIDDEN = {"users", "groups"}


def hide_users_and_groups(request: HttpRequest, items: list[Any]) -> None:
    """Their addresses are closed in config/urls.py; here the ways to them go."""
    items[:] = [item for item in items if item.name not in HIDDEN]


hooks.register("construct_settings_menu", hide_users_and_groups)
hooks.register("construct_search", hide_users_and_groups)
