"""The letters that carry notifications: one, several of a kind, a digest; each with a way to stop them."""
from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.mailing import Foot, compose, site_url
from accounts.models import Notice, NoticeReader
from accounts.notice_kinds import KINDS
from accounts.rules.delivery import Way
from accounts.rules.letter_text import Block, Button, Item, Paragraph
from accounts.stopping import stop_path

SHOWN, SHOWN_TO_ADDRESS = 50, 300


def label_of(kind: str) -> str:
    """The kind's name; its code for one that is no longer registered."""
    return str(KINDS[kind].label) if kind in KINDS else kind


def one_letter(reader: NoticeReader, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """One notification."""
    notice = notices[0]
    with translation.override(notice.language):
        blocks: list[Block] = [Paragraph(notice.text)] if notice.text.strip() else []
        if notice.url:
            blocks.append(Button(_("Open"), site_url(notice.url)))
        return with_stop(reader, notice.title, blocks, notice.language, notice.kind)


def burst_letter(reader: NoticeReader, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """Many of one kind in one letter."""
    language = notices[-1].language
    with translation.override(language):
        subject = f"{label_of(notices[0].kind)}: {len(notices)}"
        return with_stop(reader, subject, items(reader, notices), language, notices[0].kind)


def digest_letter(reader: NoticeReader, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """What has gathered since the last digest."""
    language = notices[-1].language
    with translation.override(language):
        number = len(notices)
        subject = ngettext("Digest: %(number)s notification", "Digest: %(number)s notifications", number) % {"number": number}
        ways = {notice.way for notice in notices}
        return with_stop(reader, subject, items(reader, notices), language, f"@{Way.DAILY if Way.DAILY in ways else Way.WEEKLY}")


def items(reader: NoticeReader, notices: Sequence[Notice]) -> list[Block]:
    """The notifications one under another; a long list ends with the way to the rest."""
    shown = SHOWN if reader.user_id else SHOWN_TO_ADDRESS
    blocks: list[Block] = [Item(notice.title, notice.text, site_url(notice.url) if notice.url else "") for notice in notices[:shown]]
    if rest := len(notices) - shown:
        if rest > 0:
            blocks.append(Paragraph(ngettext("And %(count)d more notification.", "And %(count)d more notifications.", rest) % {"count": rest}))
    if reader.user_id:
        blocks.append(Button(_("All notifications"), site_url(reverse("notices:list"))))
    return blocks


def with_stop(reader: NoticeReader, subject: str, blocks: list[Block], language: str, what: str) -> EmailMultiAlternatives:
    """The letter with its last lines and, unless its kind is required, the headers of a one-click stop (RFC 8058)."""
    links: list[tuple[str, str]] = [] if reader.user_id is None else [(_("Choose what to receive"), site_url(reverse("accounts:notices")))]
    kind = KINDS.get(what)
    if kind is not None and kind.required:
        return compose(reader.mail_to, subject, blocks, language, Foot(str(kind.why), tuple(links)))
    stop = site_url(stop_path(reader, what))
    why = _("This is a digest of your notifications.") if what.startswith("@") else _("You are told of this: %(kind)s.") % {"kind": label_of(what)}
    links.append((_("Stop these e-mails"), stop))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return compose(reader.mail_to, subject, blocks, language, Foot(why, tuple(links)), headers)
