"""Posts of a person: add, change, end, remove."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.policy import Absent
from ops.forms import UnknownKey, issue_key, once
from people.actions.write_organisation import BadInn, NoName, find_or_add_organisation
from people.actions.write_person import Gone
from people.actions.write_post import BadPost, add_post, change_post, remove_post
from people.forms import PostForm, post_initial
from people.models import Organisation, Person, Post
from people.permissions import user_can_create_person
from people.views.access import CARD, WRITTEN, desk, note, person_for
from people.words import FAULTS, INN_FAULTS

PURPOSE = "people-post"
OFFERED = 200


@desk(user_can_create_person)
@require_http_methods(WRITTEN)
def post_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a post."""
    return screen(request, person_for(request.user, public_id, "change"), None)


@desk(user_can_create_person)
@require_http_methods(WRITTEN)
def post_edit(request: HttpRequest, public_id: UUID, post_id: UUID) -> HttpResponse:
    """Change a post, or write down its last day."""
    person = person_for(request.user, public_id, "change")
    return screen(request, person, post_for(person, post_id))


def post_for(person: Person, post_id: UUID) -> Post:
    """A post of this person. Raises Absent."""
    found = person.posts.select_related("organisation", "municipality__territory", "municipality__region__territory").filter(public_id=post_id)
    post = found.first()
    if post is None:
        raise Absent
    return post


def screen(request: HttpRequest, person: Person, post: Post | None) -> HttpResponse:
    """The form of a new post or of an old one."""
    user = request.user
    assert isinstance(user, User)
    form = PostForm(request.POST or None, initial=post_initial(post) if post else {})
    if request.method == "POST" and form.is_valid() and saved(form, person, post, user):
        messages.success(request, _("Saved."))
        return redirect("people:person", person.public_id)
    if request.method == "GET":
        note(request, [person], CARD)
    names = Organisation.objects.values_list("name", flat=True)[:OFFERED]
    context = {"form": form, "person": person, "post": post, "key": issue_key(PURPOSE, user), "organisations": names}
    return render(request, "people/post_form.html", context, status=422 if form.errors else 200)


def saved(form: PostForm, person: Person, post: Post | None, user: User) -> bool:
    """Whether the post was written under the form's key; False with an error in the form."""
    data = form.cleaned_data

    def act() -> str:
        at, municipality = timezone.now(), data["municipality"]
        organisation = None
        if data["organisation"]:
            region = municipality.region if municipality else None
            organisation = find_or_add_organisation(data["organisation"], data["inn"], region, user, at)
        facts = form.facts(organisation)
        written = add_post(person, facts, user, at) if post is None else change_post(post, facts, user, at)
        return str(written.public_id)

    try:
        once(data["key"], PURPOSE, user, act)
    except (BadPost, BadInn, NoName) as bad:
        faults: dict[str, Any] = {name: FAULTS[fault] for name, fault in bad.faults.items()} if isinstance(bad, BadPost) else {}
        if isinstance(bad, BadInn):
            faults["inn"] = INN_FAULTS[bad.fault]
        for name, text in (faults or {"organisation": _("Write the name in letters.")}).items():
            form.add_error(name, text)
    except Gone:
        form.add_error(None, _("This person was merged into another meanwhile. Open the list and find the name again."))
    except UnknownKey:
        form.add_error(None, _("This page was open for too long. Check what you have typed and send it again."))
    return not form.errors


@desk(user_can_create_person)
@require_POST
def post_remove(request: HttpRequest, public_id: UUID, post_id: UUID) -> HttpResponse:
    """Take a post away that was entered by mistake."""
    person = person_for(request.user, public_id, "change")
    assert isinstance(request.user, User)
    try:
        remove_post(post_for(person, post_id), request.user, timezone.now())
    except ProtectedError:
        messages.error(request, _("Other records stand on this post, so it stays. Write down its last day instead."))
    except Gone:
        messages.error(request, _("This person was merged into another meanwhile. Open the list and find the name again."))
    else:
        messages.success(request, _("The post is removed."))
    return redirect("people:person", person.public_id)
