"""The rules' reasons in words that say what to do next."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from school.rules.advancing import Overdue
from school.rules.refusals import Refusal

WORDS: dict[str, str | Promise] = {
    "enrol_plan": _("The intake is only being planned. People are enrolled once the selection has started."),
    "enrol_nomination": _("The nomination is going on. People are enrolled once the selection has started."),
    "enrol_closed": _("The intake is closed. An administrator can open it again."),
    "role_individual": _("In this programme everybody studies alone. Choose “trainee”."),
    "role_team": _("This programme is for teams. Choose “team leader” or “team member”."),
    "enrolled": _("This person is enrolled in this intake already. Open the enrolment to transfer it or to change its state."),
    "person_gone": _("This record has been merged into another one or its data have been erased. Choose the person anew."),
    "future": _("%(on)s has not come yet. Give today or an earlier day."),
    "intake_full": _("All %(places)s places of the intake are taken. Raise their number in the set-up, or withdraw somebody who has left."),
    "stream_full": _("All %(places)s places of this stream are taken; the intake has %(left)s left. Choose another stream or make this one larger."),
    "too_many": _("%(asked)s people are to move, but only %(left)s places are free there. Choose fewer, or make the stream larger."),
    "overlap": _("The person studies in another intake on the same days: %(intake)s (%(days)s days in common)."),
    "no_regions": _("No region is named. Name the regions that nominate."),
    "no_days": _("The first or the last day is missing. Write both down."),
    "no_streams": _("There is no stream. Make at least one."),
    "nobody": _("Nobody is enrolled yet. Enrol the first trainee."),
    "streams_over": _("The streams hold %(in_streams)s places together, the intake has %(places)s. Make a stream smaller or raise the places."),
    "not_over": _("The training goes on until %(last)s. Wait for that day or change it."),
    "before_enrolment": _("That day is before the enrolment (%(enrolled)s). Give a later one."),
    "before_state": _("That day is before the last change (%(state_on)s). Give a later one."),
    "return_past": _("The day of return must come after the first day of the leave."),
    "same_stream": _("This person is in that stream already."),
    "other_intake": _("The stream belongs to another intake. Withdraw the person here and enrol there."),
    "not_open": _("Only those who study or are on leave can be transferred."),
    "no_reason": _("Write why: the reason stays in the history."),
    "moved_since": _("Moved again since then, so it stays where it is."),
    "no_account_role": _("This user does not hold the role. An administrator gives it on the desk of users first."),
    "until_past": _("The last day must be later than today."),
    "nobody_chosen": _("Nobody is chosen. Tick the people who are to move."),
    "role_held": _("This user holds the role in this intake already."),
}


def say(reason: Refusal) -> str:
    """One reason as a sentence."""
    params = {name: date_format(value, "j E Y") if isinstance(value, date) else value for name, value in reason.params}
    if reason.code == "still_open":
        return ngettext(
            "%(count)s person still studies or is on leave. Note the completion or the withdrawal first.",
            "%(count)s people still study or are on leave. Note their completion or withdrawal first.", int(str(params["count"])),
        ) % params
    if reason.code == "has_seated":
        return ngettext(
            "%(count)s person holds a place. Before the selection nobody can: withdraw the person first.",
            "%(count)s people hold places. Before the selection nobody can: withdraw them first.", int(str(params["count"])),
        ) % params
    return str(WORDS[reason.code]) % params


def say_all(reasons: Iterable[Refusal]) -> list[str]:
    """All of them."""
    return [say(reason) for reason in reasons]


def say_overdue(late: Overdue) -> str:
    """What is late, and by how much."""
    if late.code == "should_be_back":
        return ngettext(
            "%(count)s person should be back from leave (%(days)s days late at most)",
            "%(count)s people should be back from leave (%(days)s days late at most)", late.count,
        ) % {"count": late.count, "days": late.days}
    if late.code == "should_have_begun":
        return ngettext("The training should have begun %(days)s day ago", "The training should have begun %(days)s days ago", late.days) % {"days": late.days}
    return ngettext("The training ended %(days)s day ago: close the intake", "The training ended %(days)s days ago: close the intake", late.days) % {
        "days": late.days,
    }
