"""The signed link at the end of a letter: it stops these letters, and takes them up again, without signing in."""
from __future__ import annotations

from django.core import signing
from django.urls import reverse

from accounts.models import NoticeReader

SALT = "accounts.notices.stop"


class BadLink(Exception):
    """The link is not ours, is cut short, or its reader is gone."""


def stop_path(reader: NoticeReader, what: str) -> str:
    """The link's path in the language that is active; `what` is a kind, or `@daily` and `@weekly` for all that come so.

    It names the reader by a random number, never by address, and does not run out: an old letter must be stoppable.
    """
    return reverse("accounts:notices-stop", args=[signing.dumps([str(reader.public_id), what], salt=SALT)])


def read_stop(token: str) -> tuple[NoticeReader, str]:
    """(reader, what) of a link. Raises BadLink."""
    try:
        public_id, what = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise BadLink from None
    reader = NoticeReader.objects.select_related("user").filter(public_id=public_id).first()
    if reader is None:
        raise BadLink
    return reader, what
