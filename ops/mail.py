"""Letters are owed in the transaction that causes them; the runner hands them to the carrier under a stable Message-ID."""
from __future__ import annotations

import base64
import logging
import smtplib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from email.mime.base import MIMEBase
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from ops.models import OutboxRow
from ops.outbox import Later, handles, owe

log = logging.getLogger(__name__)
PATIENCE, SOONEST, LATEST = timedelta(hours=24), timedelta(seconds=5), timedelta(minutes=15)
LARGEST = 5 * 1024 * 1024
NAMESPACE = uuid.UUID("6d1f7f5e-5f0a-4c0e-9d7e-0d9a3c1b7a44")


def send_mail_later(to: Sequence[str] | str, subject: str, text: str, html: str | None = None, message_id_key: str = "") -> None:
    """Owe a letter in the caller's transaction. The same key gives the same Message-ID, by which mail programs drop a second copy."""
    letter = EmailMultiAlternatives(subject, text, None, [to] if isinstance(to, str) else list(to))
    if html:
        letter.attach_alternative(html, "text/html")
    owe_letter(letter, message_id_key)


def owe_letter(letter: EmailMessage, key: str = "") -> None:
    """Write the letter down as a debt. Raises ValueError for one that can't be written down or is over 5 MB."""
    payload = written(letter)
    if sum(len(part[2]) for part in payload["attachments"]) > LARGEST:
        raise ValueError("a letter carries at most 5 MB; store a private file and send its address")
    name = uuid.uuid5(NAMESPACE, key) if key else uuid.uuid4()
    if "message-id" not in {header.lower() for header in payload["headers"]}:
        payload["headers"]["Message-ID"] = f"<{name.hex}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or 'localhost'}>"
    owe("mail", name.hex, payload)


def written(letter: EmailMessage) -> dict[str, Any]:
    """The letter as JSON."""
    return {
        "subject": str(letter.subject), "body": str(letter.body), "from": str(letter.from_email), "to": list(letter.to), "cc": list(letter.cc),
        "bcc": list(letter.bcc), "reply_to": list(letter.reply_to), "headers": {name: str(value) for name, value in letter.extra_headers.items()},
        "subtype": letter.content_subtype, "attachments": [attached(part) for part in letter.attachments],
        "alternatives": [[str(content), mime] for content, mime in getattr(letter, "alternatives", [])],
    }


def attached(part: Any) -> list[str]:
    """[name, type, text] or [name, type, bytes in base64, "base64"]. Raises ValueError for a MIME part."""
    if isinstance(part, MIMEBase):
        raise ValueError("attach name, content and type, not a MIME part")
    name, content, mime = part
    kind = mime or "application/octet-stream"
    return [name, kind, content] if isinstance(content, str) else [name, kind, base64.b64encode(content).decode(), "base64"]


def letter_of(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The letter from its JSON, as it was."""
    letter = EmailMultiAlternatives(
        payload["subject"], payload["body"], payload["from"], payload["to"], bcc=payload["bcc"], cc=payload["cc"],
        reply_to=payload["reply_to"], headers=payload["headers"],
    )
    letter.content_subtype = payload["subtype"]
    for content, mime in payload["alternatives"]:
        letter.attach_alternative(content, mime)
    for name, mime, content, *coded in payload["attachments"]:
        letter.attach(name, base64.b64decode(content) if coded else content, mime)
    return letter


class LetterRefused(Exception):
    """The carrier does not take this letter; its text names no address."""


class OutboxBackend(BaseEmailBackend):
    """Django's way to send: writes the debt down; it is in the caller's transaction, and a roll-back sends nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """The number of letters owed; one without recipients is nobody's."""
        letters = [letter for letter in email_messages if letter.recipients()]
        for letter in letters:
            owe_letter(letter)
        return len(letters)


@handles("mail", "send", limit=1)
def send_letter(rows: list[OutboxRow]) -> None:
    """Hand one letter to the carrier, then forget its words: they may hold a link that signs in.

    A crash between the two sends this one letter again, under the same Message-ID. While the carrier can't be reached or says
    "later" (4xx), the letter waits, for a day at most; another refusal is a failure with its back-off.
    """
    for row in rows:
        if not row.payload:
            continue
        try:
            get_connection(settings.MAIL_TRANSPORT_BACKEND).send_messages([letter_of(row.payload)])
        except OSError as error:  # smtplib's errors are among them
            age = timezone.now() - row.created_at
            if not passes(error) or age > PATIENCE:
                raise LetterRefused(told(error)) from None
            log.warning("letter %s waits: %s", row.pk, told(error))
            raise Later(told(error), max(SOONEST, min(LATEST, age / 4))) from None
        OutboxRow.objects.filter(pk=row.pk, lease=row.lease).update(payload={})


def passes(error: OSError) -> bool:
    """Whether the trouble is the carrier's and not the letter's: no connection, or a code of "try later"."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return True
    found = codes(error)
    return all(400 <= code < 500 for code in found) if found else not isinstance(error, smtplib.SMTPException)


def codes(error: OSError) -> list[int]:
    """What the carrier answered, in numbers."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def told(error: OSError) -> str:
    """The error without the addresses that smtplib puts into it."""
    return " ".join(str(part) for part in (type(error).__name__, *codes(error), error.errno or "") if part)
