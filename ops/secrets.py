"""Secrets at rest: what is read only by the product itself stands encrypted in the database (phone numbers, seeds of second factors).

The key comes from SECRET_KEY; the fallbacks still read what they wrote, so a key is changed without losing a row.
"""
from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

PURPOSE = b"school.secrets.v1"


class SecretUnreadable(Exception):
    """No key of this installation opens the stored text: the key that wrote it is missing from SCHOOL_SECRET_KEY_FALLBACKS."""


@lru_cache(maxsize=4)
def box(keys: tuple[str, ...]) -> MultiFernet:
    """Writes with the first key, reads with any."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(HKDF(SHA256(), 32, None, PURPOSE).derive(key.encode()))) for key in keys])


def current_box() -> MultiFernet:
    """The box of the keys that are set now."""
    return box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def seal(text: str) -> str:
    """The text encrypted, as printable letters; the same text gives another one each time."""
    return current_box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again. Raises SecretUnreadable."""
    try:
        return current_box().decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeError) as error:
        raise SecretUnreadable("no key opens this text; is an old key missing from SCHOOL_SECRET_KEY_FALLBACKS?") from error


def reseal(sealed: str) -> str:
    """The same text under the newest key. Raises SecretUnreadable."""
    return seal(unseal(sealed))


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that the database holds encrypted. Empty stays empty, so "nothing is kept" can be asked for; nothing else can be looked up."""

    description = "Encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        """Sealed, unless there is nothing to hide."""
        plain = super().get_prep_value(value)
        return seal(plain) if plain else plain

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Read again. Raises SecretUnreadable."""
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Whether there is something, and nothing more: equal texts are stored unlike."""
        return super().get_lookup(lookup_name) if lookup_name in ("isnull", "exact") else None
