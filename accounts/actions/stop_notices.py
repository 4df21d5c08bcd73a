"""Stop letters by the link at their end, and take them up again."""
from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.actions.choose_notices import choose_notices
from accounts.models import NoticeReader
from accounts.notice_kinds import KINDS
from accounts.notices import way_of
from accounts.rules.delivery import Way


def kinds_of(reader: NoticeReader, what: str) -> list[str]:
    """The kinds that a link is about: one, or all that come in this digest now or came in it before they were stopped."""
    if not what.startswith("@"):
        return [what] if what in KINDS and not KINDS[what].required else []
    way = Way(what[1:])
    before = reader.ways.get("stopped:" + what, [])
    return [code for code, kind in KINDS.items() if not kind.required and (way_of(reader, kind) == way or code in before)]


def stop_notices(reader: NoticeReader, what: str, at: datetime) -> list[str]:
    """No more letters of these; a user still sees them in the product. Returns the kinds. A second stop changes nothing."""
    return turn(reader, what, at, is_stop=True)


def resume_notices(reader: NoticeReader, what: str, at: datetime) -> list[str]:
    """As before the stop: at once, or in the digest. Returns the kinds."""
    return turn(reader, what, at, is_stop=False)


def turn(reader: NoticeReader, what: str, at: datetime, is_stop: bool) -> list[str]:
    """Stop or resume under one lock, keeping in mind which kinds a digest held."""
    with transaction.atomic():
        locked = NoticeReader.objects.select_for_update(of=("self",)).select_related("user").get(pk=reader.pk)
        kinds = kinds_of(locked, what)
        off = Way.PRODUCT if locked.user_id else Way.NEVER
        before = Way(what[1:]) if what.startswith("@") else Way.NOW
        if what.startswith("@"):
            locked.ways = {**locked.ways, "stopped:" + what: kinds if is_stop else []}
            locked.save(update_fields=["ways"])
        choose_notices(locked, {code: off if is_stop else before for code in kinds}, at)
    return kinds
