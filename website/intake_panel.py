"""Panels of the admin's dashboard: one for each running intake, with its numbers and the ways into the desks."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from accounts.policy import visible
from ops.jobs import OPEN
from ops.models import Job
from school.models import Intake
from school.queries import IntakeCard, intake_cards
from school.states import IntakeState
from school.words import say_overdue

RECENT = timedelta(days=7)


class IntakePanel(Component):
    """One running intake: places taken, by stream, what is overdue, and how the jobs stand."""

    name = "intake"
    order = 60
    template_name = "website/admin/intake_panel.html"

    def __init__(self, card: IntakeCard, jobs: dict[str, int]) -> None:
        self.card, self.jobs = card, jobs

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What the template shows."""
        return {
            "card": self.card, "intake": self.card.intake, "late": [say_overdue(late) for late in self.card.late], "jobs": self.jobs,
            "url": reverse("school:intake", args=[self.card.intake.public_id]),
        }


def intake_panels(user: Any) -> list[IntakePanel]:
    """A panel for each running intake that the reader may see. Five queries whatever their number; none of jobs without an intake."""
    cards = intake_cards(visible(user, Intake).filter(state=IntakeState.RUNNING), timezone.localdate())
    if not cards:
        return []
    jobs = {
        "running": Job.objects.filter(state__in=OPEN).count(),
        "failed": Job.objects.filter(state=Job.State.FAILED, finished_at__gte=timezone.now() - RECENT).count(),
    }
    return [IntakePanel(card, jobs) for card in cards]
