"""Tell somebody something: in the product, and by mail in the way they chose. Other rooms need `notify` and `notice_kind`."""
from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language

from accounts.mailing import site_path
from accounts.models import Notice, NoticeReader, User
from accounts.notice_kinds import KINDS, NoticeKind, notice_kind
from accounts.rules.delivery import Way, next_digest
from accounts.rules.letter_text import one_line
from ops.outbox import owe

__all__ = ["KINDS", "NoticeKind", "notice_kind", "notify", "reader_of", "way_of"]

DIGESTS = (Way.DAILY, Way.WEEKLY)
TITLE, TEXT = 200, 2000


def reader_of(to: User | str) -> NoticeReader:
    """The reader's row, made when missing; an address that belongs to a user is that user."""
    user = to if isinstance(to, User) else User.objects.filter(email=to.strip().lower()).first()
    if user is not None:
        reader, _ = NoticeReader.objects.get_or_create(user=user)
        reader.user = user  # spares the query for what the caller has
        return reader
    return NoticeReader.objects.get_or_create(address=str(to).strip().lower())[0]


def way_of(reader: NoticeReader, kind: NoticeKind) -> Way:
    """How this kind comes to this reader; a required one as its kind says. Where there is no product to look into, it is mail or nothing."""
    way = kind.default if kind.required else Way(reader.ways.get(kind.code, kind.default))
    return Way.NEVER if way == Way.PRODUCT and reader.user_id is None else way


def notify(to: User | str, kind: str, title: str, text: str, url: str, key: str, at: datetime) -> None:
    """Tell a user, or an address without one, in the caller's transaction; what was told under the same key is not told again.

    Title and text come in the recipient's language, `url` is an address of this site or empty. Raises KeyError for an unknown kind,
    ValueError for another site's address.
    """
    known, path = KINDS[kind], site_path(url)
    reader = reader_of(to)
    way = way_of(reader, known)
    if way == Way.NEVER:
        return
    fields = {
        "kind": kind, "title": one_line(title)[:TITLE], "text": text[:TEXT], "url": path, "at": at, "way": way.value,
        "language": reader.user.language if reader.user is not None else (get_language() or "ru")[:2],
        "due_at": next_digest(way, at, reader.zone, reader.hour, reader.weekday) if way in DIGESTS else None,
    }
    notice, is_new = Notice.objects.get_or_create(reader=reader, key=key, defaults=fields)
    if is_new and way == Way.NOW:
        owe("notice", str(notice.pk))
