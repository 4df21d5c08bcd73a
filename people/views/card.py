"""The card of a person; creating and changing one."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.policy import can
from ops.forms import UnknownKey, issue_key, once
from people.actions.write_person import BadPerson, Gone, UserTaken, change_person, create_person
from people.fieldsets import PersonFields, facts_of
from people.forms import PersonForm, person_initial
from people.models import BlockKey, Person
from people.permissions import user_can_create_person, user_can_merge, user_can_open_people
from people.queries import find_people, linked, open_merges_of, pairs_waiting, posts_of, record_of
from people.rules.duplicates import block_keys, compare
from people.views.access import CARD, WRITTEN, desk, note, person_for
from people.views.listing import place_of
from people.words import FAULTS, length_text, reasons_of

NEW, EDIT = "people-new", "people-edit"
MOST = 10


def signed_in(user: object) -> bool:
    """The card itself asks who may see whom."""
    return True


@desk(signed_in)
@require_GET
def person_card(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Facts, posts, account, links by room, merges that can be undone. A merged row's address leads on."""
    person = person_for(request.user, public_id)
    if person.public_id != public_id:
        return redirect("people:person", person.public_id)
    note(request, [person], CARD)
    today, posts = timezone.localdate(), posts_of(person)
    record = record_of(posts, today)
    may = {verb: can(request.user, verb, person) for verb in ("change", "merge")}
    return render(request, "people/person.html", {
        "person": person, "posts": [(post, place_of(post), post.is_open(today)) for post in posts], "record": length_text(record.length),
        "record_unknown": record.unknown, "may": may, "links": linked(person) if may["change"] else [], "age": age(person, today),
        "merges": open_merges_of(person, request.user), "pairs": pairs_waiting(person, request.user), "opens_list": user_can_open_people(request.user),
    })


def age(person: Person, today: object) -> int | None:
    """Full years; None is unknown."""
    born = person.birth_date
    return None if born is None else today.year - born.year - ((today.month, today.day) < (born.month, born.day))  # type: ignore[attr-defined]


@desk(user_can_create_person)
@require_http_methods(WRITTEN)
def person_new(request: HttpRequest) -> HttpResponse:
    """A form; before a twin is made, those who may be the same are shown and the wish is asked for again."""
    user = request.user
    assert isinstance(user, User)
    form = PersonForm(request.POST or None, links_accounts=user_can_merge(user))
    alike: list[tuple[Person, list[tuple[str, int]]]] = []
    if request.method == "POST" and form.is_valid():
        facts = form.facts().tidy()
        alike = [] if "anyway" in request.POST else likely(facts, user)
        made = None if alike else saved(form, NEW, user, lambda: create_person(facts, user, timezone.now()))
        if made:
            messages.success(request, _("The person is in the list. Add the posts."))
            return redirect("people:person", made)
    return answer(request, form, NEW, {"alike": alike})


def likely(facts: PersonFields, user: User) -> list[tuple[Person, list[tuple[str, int]]]]:
    """Up to ten people who may be the same, with the reasons, likeliest first (2 queries)."""
    keys = BlockKey.objects.filter(key__in=block_keys(facts_of(facts))).values("person")
    found = [(person, compare(facts_of(facts), facts_of(person))) for person in find_people("", user).filter(pk__in=keys).defer("phone")[:200]]
    best = sorted((one for one in found if one[1].is_proposed), key=lambda one: -one[1].score)
    return [(person, reasons_of([*likeness.reasons])) for person, likeness in best[:MOST]]


def saved(form: PersonForm, purpose: str, user: User, act: object) -> str:
    """The address of the person written under the form's key; "" with an error in the form."""
    try:
        return once(form.cleaned_data["key"], purpose, user, lambda: str(act().public_id)).text  # type: ignore[operator]
    except BadPerson as bad:
        for name, fault in bad.faults.items():
            form.add_error(name, FAULTS[fault])
    except UserTaken:
        form.add_error("account", _("This account belongs to another person. Open that person and merge the two."))
    except Gone:
        form.add_error(None, _("This person was merged into another meanwhile. Open the list and find the name again."))
    except UnknownKey:
        form.add_error(None, _("This page was open for too long. Check what you have typed and send it again."))
    return ""


@desk(user_can_create_person)
@require_http_methods(WRITTEN)
def person_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the facts."""
    user = request.user
    assert isinstance(user, User)
    person = person_for(user, public_id, "change")
    form = PersonForm(request.POST or None, initial=person_initial(person), person=person, links_accounts=user_can_merge(user))
    if request.method == "POST" and form.is_valid():
        if saved(form, EDIT, user, lambda: change_person(person, form.facts(), user, timezone.now())):
            messages.success(request, _("Saved."))
            return redirect("people:person", person.public_id)
    else:
        note(request, [person], CARD)
    return answer(request, form, EDIT, {"person": person})


def answer(request: HttpRequest, form: PersonForm, purpose: str, more: dict[str, object]) -> HttpResponse:
    """The form; a fresh key each time, since a refused one stays unused."""
    return render(
        request, "people/person_form.html", {"form": form, "key": issue_key(purpose, request.user), **more}, status=422 if form.errors else 200,
    )
