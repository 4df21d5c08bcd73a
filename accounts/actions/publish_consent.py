"""Publish the words of a consent: a second person makes the draft a version for good."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.consents import draft_differs, newest_version, words_hash
from accounts.models import WORDS, ConsentType, ConsentVersion, User
from accounts.permissions import user_can_protect_data
from ops.outbox import owe


class SamePerson(Exception):
    """Whoever wrote the draft does not publish it."""


class DraftChanged(Exception):
    """The draft is not what was read on the page."""


class NothingNew(Exception):
    """The draft says what the newest version says."""


def publish_consent(draft: ConsentType, seen: str, by: User, at: datetime) -> ConsentVersion:
    """Freeze the draft whose hash is `seen` as the next version and announce it.

    Raises PermissionDenied, SamePerson, DraftChanged, NothingNew.
    """
    if not user_can_protect_data(by):
        raise PermissionDenied
    with transaction.atomic():
        locked = ConsentType.objects.select_for_update().get(pk=draft.pk)
        newest = newest_version(locked.code)
        if locked.changed_by_id == by.pk:
            raise SamePerson
        if words_hash(locked) != seen:
            raise DraftChanged
        if not draft_differs(locked, newest):
            raise NothingNew
        version = ConsentVersion.objects.create(
            type=locked, number=newest.number + 1 if newest else 1, sha256=seen, is_sample=locked.is_sample, drafted_by=locked.changed_by,
            published_by=by, published_at=at, **{name: getattr(locked, name) for name in WORDS},
        )
        owe("consent_published", str(version.pk), {"code": locked.code})
    return version
