"""Bring notifications to their readers by mail: at once, several in one letter, or as a digest. Each letter is owed in the transaction
that notes it, under the lock of its reader, so that a runner killed at any moment neither loses nor doubles one."""
from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Notice, NoticeReader
from accounts.notice_letters import burst_letter, digest_letter, one_letter
from accounts.notices import DIGESTS
from accounts.rules.delivery import WINDOW, Mailing, Way, decide
from ops.clock import duty
from ops.mail import owe_letter
from ops.models import OutboxRow
from ops.outbox import handles

log = logging.getLogger(__name__)
HELD = "held"
READERS = 200


@handles("notice", "mail")
def mail_notices(rows: list[OutboxRow]) -> None:
    """Letters of what is told at once. A repeated row finds its notification mailed and does nothing."""
    waiting = Notice.objects.filter(pk__in=[int(row.key) for row in rows], way=Way.NOW, mailed_at__isnull=True)
    for reader, kind in sorted(set(waiting.values_list("reader", "kind"))):
        mail_kind(reader, kind, timezone.now())


def mail_kind(reader_id: int, kind: str, at: datetime) -> None:
    """Everything of one kind that waits for one reader, by the rule of bursts."""
    with transaction.atomic():
        reader = NoticeReader.objects.select_for_update(of=("self",)).select_related("user").filter(pk=reader_id).first()
        if reader is None:
            return
        all_of_kind = Notice.objects.filter(reader=reader, kind=kind)
        waiting = list(all_of_kind.filter(way=Way.NOW, mailed_at__isnull=True).order_by("at", "pk"))
        if not waiting:
            return
        held = all_of_kind.filter(way=HELD, mailed_at__isnull=True, due_at__gt=at).values_list("due_at", flat=True).first()
        lately = all_of_kind.filter(at__gt=at - WINDOW).exclude(way=Way.PRODUCT).count()
        decision = decide(len(waiting), lately, waiting[0].at, held)
        if decision.mailing == Mailing.HOLD:
            Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(way=HELD, due_at=decision.until)
        elif decision.mailing == Mailing.TOGETHER:
            send(reader, waiting, at)
        else:
            for notice in waiting:
                send(reader, [notice], at)


def send(reader: NoticeReader, notices: Sequence[Notice], at: datetime, is_digest: bool = False) -> None:
    """Owe one letter of these and note it on them, in the caller's transaction. Nothing goes to an account that is switched off."""
    if reader.mail_to:
        letter = digest_letter if is_digest else one_letter if len(notices) == 1 else burst_letter
        owe_letter(letter(reader, notices), f"notices:{reader.public_id}:{notices[0].public_id}")
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)


@duty("accounts.deliver_notices", every=timedelta(minutes=1))
def deliver_due(at: datetime) -> None:
    """Digests whose hour has come and held letters whose hour is over (one query while there are none); one reader's trouble stops nobody else's."""
    readers = Notice.objects.filter(due_at__lte=at, mailed_at__isnull=True).order_by("reader").values_list("reader", flat=True).distinct()
    for reader in list(readers[:READERS]):
        try:
            deliver_to(reader, at)
        except Exception:
            log.exception("notifications of reader %s stay for the next minute", reader)


def deliver_to(reader_id: int, at: datetime) -> None:
    """One digest of all that is due, and one letter of each kind that was held. What has been read in the meantime is told no more."""
    with transaction.atomic():
        reader = NoticeReader.objects.select_for_update(of=("self",)).select_related("user").get(pk=reader_id)
        due = Notice.objects.filter(reader=reader, due_at__lte=at, mailed_at__isnull=True)
        due.filter(read_at__isnull=False).update(due_at=None)
        rows = list(due.order_by("at", "pk"))
        if digest := [notice for notice in rows if notice.way in DIGESTS]:
            send(reader, digest, at, is_digest=True)
        for kind in sorted({notice.kind for notice in rows if notice.way == HELD}):
            send(reader, [notice for notice in rows if notice.kind == kind and notice.way == HELD], at)
