"""Asked by every room: did this person agree, and must they be asked (again)?"""
from __future__ import annotations

import hmac
from datetime import UTC

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import WORDS, Consent, ConsentType, ConsentVersion, User
from accounts.models.consents import ConsentWords
from accounts.rules.consents import document_hash, proof_text

SALT = "accounts.consent"


def has_consent(user: User, code: str) -> bool:
    """Whether the user has agreed, to whichever version, and has not withdrawn (one query)."""
    return Consent.objects.filter(user=user, type__code=code, withdrawn_at__isnull=True, replaced_at__isnull=True).exists()


def consent_required(user: User, code: str) -> bool:
    """Whether the user must be asked: there are published words, and the newest are not those agreed to (two queries).

    False for a consent that is not offered, or whose words nobody has published yet.
    """
    newest = newest_version(code)
    if newest is None or not newest.type.is_offered:
        return False
    return not Consent.objects.filter(user=user, version=newest, withdrawn_at__isnull=True, replaced_at__isnull=True).exists()


def newest_version(code: str) -> ConsentVersion | None:
    """The words that people are asked to agree to today."""
    return ConsentVersion.objects.filter(type__code=code).select_related("type").order_by("-number").first()


def words_hash(words: ConsentWords) -> str:
    """sha256 of a draft or a version."""
    return document_hash({name: getattr(words, name) for name in WORDS})


def draft_differs(draft: ConsentType, newest: ConsentVersion | None) -> bool:
    """Whether the draft says something else than what is published."""
    return newest is None or newest.sha256 != words_hash(draft)


def evidence_of(consent: Consent, secret: str | None = None) -> str:
    """Keyed hash of who agreed to which words, when; made with the server's key, so that a changed row shows."""
    version = consent.version
    text = proof_text(str(consent.user.public_id), version.type.code, version.number, version.sha256, consent.given_at.astimezone(UTC).isoformat())
    return salted_hmac(SALT, text, secret=secret, algorithm="sha256").hexdigest()


def is_genuine(consent: Consent) -> bool:
    """Whether the row is as it was written, and its words are those that were published."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    proved = any(hmac.compare_digest(consent.evidence, evidence_of(consent, key)) for key in keys)
    return proved and consent.version.sha256 == words_hash(consent.version)
