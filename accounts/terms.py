"""Terms of accounts and of the engine room, and the daily round."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actions.run_retention import run_retention
from accounts.exporting import KEPT_DAYS, delete_exports, old_exports
from accounts.models import Consent, Erasure, Invitation, ReadLog, RetentionRun
from accounts.retention import delete_rows, retention_rule
from ops.clock import duty
from ops.letters import KEEP_DONE
from ops.models import FormKey, OutboxRow

YEAR = 365
PROOF = 3 * YEAR


def old_invitations(before: datetime) -> QuerySet[Invitation]:
    """Not used, and sent long ago."""
    return Invitation.objects.filter(accepted_at__isnull=True, sent_at__lt=before)


def ended_consents(before: datetime) -> QuerySet[Consent]:
    """Withdrawn or replaced long ago: nobody can claim from them any more."""
    return Consent.objects.filter(Q(withdrawn_at__lt=before) | Q(replaced_at__lt=before))


def old_erasures(before: datetime) -> QuerySet[Erasure]:
    """Requests that were answered or taken back long ago."""
    return Erasure.objects.filter(decided_at__lt=before).exclude(state__in=[Erasure.State.ASKED, Erasure.State.APPROVED])


def old_runs(before: datetime) -> QuerySet[RetentionRun]:
    """Reports of earlier rounds."""
    return RetentionRun.objects.filter(at__lt=before)


def settled_letters(before: datetime) -> QuerySet[OutboxRow]:
    """Debts of the outbox that were settled."""
    return OutboxRow.objects.filter(done_at__lt=before)


def old_keys(before: datetime) -> QuerySet[FormKey]:
    """Receipts of forms."""
    return FormKey.objects.filter(used_at__lt=before)


def over_sessions(before: datetime) -> QuerySet[Session]:
    """Sessions that have run out."""
    return Session.objects.filter(expire_date__lt=before)


def old_reads(before: datetime) -> QuerySet[ReadLog]:
    """Entries of the read log."""
    return ReadLog.objects.filter(at__lt=before)


def register() -> None:
    """Those without a way to delete are carried out by their own duties; here it shows whether they do."""
    retention_rule("accounts.exports", _("Files of one's own data"), KEPT_DAYS, old_exports, delete_exports)
    # the database itself keeps the log for 365 days by its own clock
    retention_rule("accounts.read_log", _("Read log"), PROOF, old_reads, delete_rows, when="at", shortest=YEAR + 1)
    retention_rule("accounts.invitations", _("Invitations nobody used"), 30, old_invitations, delete_rows, when="sent_at", shortest=14)
    retention_rule("accounts.consents", _("Consents withdrawn or replaced"), PROOF, ended_consents, delete_rows, when="given_at", shortest=YEAR)
    retention_rule("accounts.erasures", _("Answered requests to erase"), PROOF, old_erasures, delete_rows, when="decided_at", shortest=YEAR)
    retention_rule("accounts.retention", _("Reports of retention"), PROOF, old_runs, delete_rows, when="at", shortest=YEAR)
    retention_rule("accounts.sessions", _("Sessions that have run out"), 1, over_sessions, None, when="expire_date")
    retention_rule("ops.outbox", _("Letters and effects that were done"), KEEP_DONE.days, settled_letters, None, when="done_at")
    retention_rule("ops.form_keys", _("Receipts of forms"), 90, old_keys, None, when="used_at")


@duty("accounts.retention", every=timedelta(days=1))
def daily_round(at: datetime) -> None:
    """Once a day what is over its term goes."""
    run_retention(at)
