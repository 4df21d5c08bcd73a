"""Two people side by side, the merge, its way back, and the list of merges."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.policy import fetch
from components.paging import Counted, Pages, paged
from ops.forms import UnknownKey, issue_key, once
from people.actions.merge_persons import UNDO_DAYS, NotMergeable, merge_persons
from people.actions.undo_merge import AlreadyUndone, MergedOn, Stays, TooLate, undo_merge
from people.links import link_named
from people.models import Duplicate, DuplicateState, Merge, Person
from people.queries import find_people, kind_of, linked, merges_list
from people.rules.merging import FIELDS, Side, suggested
from people.values import values_of
from people.views.access import PAIR, WRITTEN, merging_desk, note, person_for
from people.words import STAYS, reasons_of

PURPOSE = "people-merge"
PAGE, MOST = 20, 20


@merging_desk
@require_http_methods(WRITTEN)
def merge(request: HttpRequest, kept_id: UUID, gone_id: UUID) -> HttpResponse:
    """Fields side by side with a choice, everything that points at both counted before; the merge itself on POST."""
    kept, gone = person_for(request.user, kept_id, "merge"), person_for(request.user, gone_id, "merge")
    if kept.pk == gone.pk:
        messages.error(request, _("These two are one person already."))
        return redirect("people:person", kept.public_id)
    if request.method == "POST" and merged(request, kept, gone):
        return redirect("people:person", kept.public_id)
    note(request, [kept, gone], PAIR)
    first, second = sorted((kept.pk, gone.pk))
    pair = Duplicate.objects.filter(first=first, second=second).first()
    counts = {(one.room, one.kind): [one.count, 0] for one in linked(kept)}
    for one in linked(gone):
        counts.setdefault((one.room, one.kind), [0, 0])[1] = one.count
    return render(request, "people/merge.html", {
        "kept": kept, "gone": gone, "fields": compared(kept, gone, request.POST), "key": issue_key(PURPOSE, request.user),
        "links": [(room, kind, *numbers, sum(numbers)) for (room, kind), numbers in counts.items()], "days": UNDO_DAYS,
        "reasons": reasons_of(pair.reasons) if pair else [], "dismissed": pair is not None and pair.state == DuplicateState.DISMISSED,
        "both_users": bool(kept.user_id and gone.user_id),
    })


def compared(kept: Person, gone: Person, typed: Any) -> list[dict[str, object]]:
    """A line per field: both values in words, whether they differ, which is chosen."""
    sides = suggested(values_of(kept), values_of(gone))
    lines = []
    for name in FIELDS:
        values = [shown(person, name) for person in (kept, gone)]
        chosen = typed.get(name) if typed.get(name) in set(Side) else sides[name]
        one_account = name == "user" and "" in values
        lines.append({
            "name": name, "label": str(Person._meta.get_field(name).verbose_name), "kept": values[0], "gone": values[1],  # type: ignore[union-attr]
            "differs": values[0] != values[1], "chosen": str(chosen), "ask": values[0] != values[1] and not one_account,
        })
    return lines


def shown(person: Person, name: str) -> str:
    """A value in words; "" is unknown."""
    value = getattr(person, name)
    if name == "birth_date":
        return formats.date_format(value, "DATE_FORMAT") if value else ""
    if name == "sex":
        return str(person.get_sex_display()) if value else ""
    return str(value.email if name == "user" and value else value or "")


def merged(request: HttpRequest, kept: Person, gone: Person) -> bool:
    """Whether the merge was done; tells the way back, or what stood in the way."""
    assert isinstance(request.user, User)
    user, choices = request.user, {name: request.POST[name] for name in FIELDS if request.POST.get(name) in set(Side)}

    def act() -> str:
        return str(merge_persons(kept, gone, choices, user, timezone.now()).public_id)

    try:
        once(request.POST.get("key"), PURPOSE, user, act)
    except NotMergeable:
        messages.error(request, _("One of the two was merged or erased meanwhile. Look at the list of merges."))
        return False
    except UnknownKey:
        messages.error(request, _("This page was open for too long. Check the choice and press the button once more."))
        return False
    messages.success(request, _("Merged. You can undo it for %(days)s days.") % {"days": UNDO_DAYS})
    return True


@merging_desk
@require_GET
def same(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Find the other row of the same person by name."""
    person = person_for(request.user, public_id, "merge")
    text = request.GET.get("q", person.family).strip()
    found = find_people(text, request.user).exclude(pk=person.pk).defer("phone") if text else Person.objects.none()
    rows = list(found[:MOST + 1])
    note(request, rows, PAIR)
    return render(request, "people/same.html", {"person": person, "text": text, "rows": rows[:MOST], "more": len(rows) > MOST})


@merging_desk
@require_GET
def merges(request: HttpRequest) -> HttpResponse:
    """All merges, 20 a page (2 queries beyond session, user and roles, at 1 merge and at 100)."""
    pages: Pages[Any] = paged(Counted(merges_list(request.user)), request.GET.get("page", ""), PAGE, lambda number: f"?page={number}")
    now = timezone.now()
    rows = [{"merge": row, "open": row.is_open(now), "left": left_behind(row)} for row in pages.rows]
    return render(request, "people/merges.html", {"pages": pages, "rows": rows})


def left_behind(row: Merge) -> list[str]:
    """What an undo could not bring back, in words."""
    words = []
    for one in row.not_restored:
        link = link_named(one["model"], one["field"])
        what = kind_of(link) if link else str(one["model"])
        if not one["pk"]:
            what = str(Person._meta.get_field(one["field"]).verbose_name)  # type: ignore[union-attr]
        words.append(f"{what} {STAYS[Stays(one['why'])]}")
    return words


@merging_desk
@require_POST
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a merge back."""
    assert isinstance(request.user, User)
    row = fetch(request.user, Merge, "undo", public_id=public_id)
    try:
        row = undo_merge(row, request.user, timezone.now())
    except AlreadyUndone:
        messages.error(request, _("Somebody has undone this merge already."))
    except TooLate:
        messages.error(request, _("The time to undo this merge is over."))
    except MergedOn:
        messages.error(request, _("The person was merged into another since. Undo that merge first."))
    else:
        count = len(row.not_restored)
        if count:
            messages.warning(request, ngettext(
                "Undone, but for %(n)s link. What stays and why stands in the list.", "Undone, but for %(n)s links. What stays and why stands in the list.", count,
            ) % {"n": count})
        else:
            messages.success(request, _("Undone: both people are in the list again, each with what was theirs."))
    return redirect("people:merges")
