"""Agree to the newest words of a consent."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.consents import evidence_of, newest_version
from accounts.models import Consent, ConsentVersion, User
from ops.outbox import owe


class NewerWords(Exception):
    """There is a newer version, or the consent is no longer asked for: what was read is not what would be agreed to."""


def give_consent(version: ConsentVersion, by: User, at: datetime, ip: str | None = None) -> Consent:
    """`by` agrees for themselves; a consent to older words ends as replaced. Twice is once.

    Raises PermissionDenied for a blocked user, NewerWords.
    """
    if not by.is_active:
        raise PermissionDenied
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        newest = newest_version(version.type.code)
        if newest is None or newest.pk != version.pk or not newest.type.is_offered:
            raise NewerWords
        active = Consent.objects.filter(user=by, type=newest.type, withdrawn_at__isnull=True, replaced_at__isnull=True)
        mine = active.filter(version=newest).first()
        if mine is not None:
            return mine
        active.update(replaced_at=at)
        consent = Consent(user=by, type=newest.type, version=newest, given_at=at, ip=ip)
        consent.evidence = evidence_of(consent)
        consent.save()
        owe("consent_given", str(consent.public_id), {"user": by.pk, "code": newest.type.code})
    return consent
