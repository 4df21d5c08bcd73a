"""What the screens of people share: who is let in, and reading that is noted."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.policy import Absent, Reader, fetch
from accounts.reading import note_reads
from people.models import Person
from people.permissions import user_can_merge
from people.queries import kept_row

WRITTEN = ("GET", "HEAD", "POST")
View = Callable[..., HttpResponseBase]
CARD = gettext_noop("Card of a person")
FILE = gettext_noop("List of people as a file")
PAIR = gettext_noop("Comparison of two people")


def person_for(user: Reader, public_id: UUID, verb: str = "view") -> Person:
    """The person of this address; that of a merged row leads to the one that was kept. Raises Absent."""
    shadow = Person.objects.select_related("merged_into").filter(public_id=public_id, merged_into__isnull=False).first()
    return fetch(user, Person, verb, public_id=kept_row(shadow).public_id if shadow is not None else public_id)


def desk(test: Callable[[Any], bool]) -> Callable[[View], View]:
    """A visitor is sent to sign in; whoever does not pass the test gets 404; nothing is kept by a cache."""

    def dress(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not test(request.user):
                raise Absent
            return view(request, *args, **kwargs)

        dressed: View = never_cache(login_required(require_http_methods(["GET", "HEAD", "POST"])(inner)))
        return dressed

    return dress


def note(request: HttpRequest, people: list[Person], what: str) -> None:
    """Whose data was shown; one's own is not noted."""
    assert isinstance(request.user, User)
    others = [person for person in people if person.user_id != request.user.pk]
    note_reads(request.user, [str(person.public_id) for person in others], what, timezone.now())


merging_desk = desk(user_can_merge)
