"""How the desks of the school answer a form: once, and with the reason when it cannot be."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ops.forms import Receipt, UnknownKey, once
from school.rules.refusals import Refusal
from school.words import say


def act_once(request: HttpRequest, purpose: str, act: Callable[[], str]) -> Receipt | None:
    """Run `act` under the key of the form; None with a message when the page had been open for too long."""
    try:
        return once(request.POST.get("key", ""), purpose, request.user, act)
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Check what you see and repeat."))
        return None


def tell(request: HttpRequest, reasons: Iterable[Refusal]) -> None:
    """Each reason as a message."""
    for reason in reasons:
        messages.error(request, say(reason))


def first_error(form: Any) -> str:
    """The first thing wrong with a form whose fields are not shown again."""
    return str(next(iter(form.errors.values()))[0])
