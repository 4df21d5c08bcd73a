"""What trainees are told about their own place: enrolled, moved, away, back, out, through."""
from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notice_kinds import notice_kind
from accounts.notices import notify
from ops.models import OutboxRow
from ops.outbox import handles
from school.models import EnrolmentMove, MoveKind

ENROLMENT = notice_kind("school.enrolment", gettext_lazy("Your place in a programme"))
TITLES: dict[str, str | Promise] = {
    MoveKind.ENROL: gettext_lazy("You are enrolled: %(intake)s"),
    MoveKind.TRANSFER: gettext_lazy("You study in another stream now: %(stream)s"),
    MoveKind.LEAVE: gettext_lazy("You are on leave: %(intake)s"),
    MoveKind.RETURN: gettext_lazy("You are back from leave: %(intake)s"),
    MoveKind.WITHDRAW: gettext_lazy("You no longer study here: %(intake)s"),
    MoveKind.COMPLETE: gettext_lazy("You have completed the programme: %(intake)s"),
    MoveKind.REINSTATE: gettext_lazy("You study again: %(intake)s"),
    MoveKind.REOPEN: gettext_lazy("Your completion was taken back, you study again: %(intake)s"),
}


@handles("enrolment_changed", "notify")
def tell_trainees(rows: list[OutboxRow]) -> None:
    """Tell whose place it is; somebody without an account is told by the staff."""
    moves = EnrolmentMove.objects.filter(pk__in=[row.payload["move"] for row in rows], enrolment__person__user__isnull=False)
    for move in moves.select_related("enrolment__person__user", "enrolment__intake__programme", "stream_after").order_by("pk"):
        user = move.enrolment.person.user
        assert user is not None
        tell_trainee(move, user)


def tell_trainee(move: EnrolmentMove, user: User) -> None:
    """One line of the history is told once. The reason stays on the page: letters travel in the open."""
    with translation.override(user.language), transaction.atomic():
        words = {"intake": move.enrolment.intake, "stream": move.stream_after}
        text = _("Stream: %(stream)s. From %(day)s.") % {**words, "day": date_format(move.on, "j E Y")}
        notify(user, ENROLMENT.code, str(TITLES[move.kind]) % words, text, reverse("school:my-programme"), f"enrolment:{move.pk}", move.at)
