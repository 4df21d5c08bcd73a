"""How a letter looks: blocks in the frame of the house, as HTML and always as plain text too."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from accounts.rules.letter_text import Block, as_text, one_line


@dataclass(frozen=True)
class Foot:
    """The last lines: why the letter came, and links as (words, address)."""

    why: str = ""
    links: tuple[tuple[str, str], ...] = field(default=())


def site_url(path: str) -> str:
    """A path of this site as the full address that a letter needs."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def site_path(url: str) -> str:
    """An address of this site as a path; empty stays empty. Raises ValueError for another site's."""
    own = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    path = url[len(own):] if url.startswith(f"{own}/") else url
    parts = urlsplit(path)
    if path and (parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//") or "\\" in path):
        raise ValueError(f"not an address of this site: {url}")
    return path


def html_of(subject: str, blocks: Sequence[Block], foot: Foot, language: str) -> str:
    """The letter as a page: inline styles, no picture from outside."""
    with translation.override(language):
        return render_to_string("accounts/mail/frame.html", {
            "subject": subject, "blocks": blocks, "foot": foot, "language": language, "home": site_url("/en/" if language == "en" else "/"),
        })


def text_of(blocks: Sequence[Block], foot: Foot, language: str) -> str:
    """The letter in plain text."""
    with translation.override(language):
        home = site_url("/en/" if language == "en" else "/")
        return render_to_string("accounts/mail/frame.txt", {"body": as_text(blocks), "foot": foot, "home": home}).strip() + "\n"


def compose(
    to: str, subject: str, blocks: Sequence[Block], language: str, foot: Foot | None = None, headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """The letter with both parts."""
    subject, last = one_line(subject), foot or Foot()
    message = EmailMultiAlternatives(subject, text_of(blocks, last, language), None, [to], headers=dict(headers or {}))
    message.attach_alternative(html_of(subject, blocks, last, language), "text/html")
    return message
