"""Erasure of one person through the registry, and the list of those who must not come back with a backup."""
from __future__ import annotations

import hmac
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.held import is_erased
from accounts.letters import send_letter
from accounts.models import ErasedPerson, Erasure, User
from accounts.personal import HOLDERS, Erased
from accounts.privacy_letters import ERASED
from ops.jobs import JobFailed, Progress, job_kind
from ops.models import Job

KIND = "accounts.erase"
SALT = "accounts.erased"


@dataclass(frozen=True)
class Gone:
    """A line of the list: the id the user had, a keyed hash of the address, the moment."""

    user: uuid.UUID
    email_hash: str
    at: datetime


def list_path() -> Path:
    """The list beside the database: a restored database does not know of erasures made after its backup, the file does."""
    return Path(settings.VAR) / "erasures.jsonl"


def address_hash(email: str, secret: str | None = None) -> str:
    """Hash of an address under the server's key: without the key nobody can try addresses."""
    return salted_hmac(SALT, email.strip().lower(), secret=secret, algorithm="sha256").hexdigest()


def note_gone(user: User, at: datetime) -> None:
    """Write the person on both lists before anything is deleted; twice is once."""
    hashed = address_hash(user.email)
    with transaction.atomic():
        _row, is_new = ErasedPerson.objects.get_or_create(user_id_was=user.public_id, defaults={"email_hash": hashed, "at": at})
    if not is_new and any(gone.user == user.public_id for gone in from_file()):
        return
    path = list_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"user": str(user.public_id), "email_hash": hashed, "at": at.isoformat()})
    with path.open("a", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def from_file(path: Path | None = None) -> Iterator[Gone]:
    """Lines of the file; one broken off by a crash is left out."""
    path = path or list_path()
    for line in path.read_text("ascii").splitlines() if path.exists() else []:
        try:
            row = json.loads(line)
            yield Gone(uuid.UUID(row["user"]), row["email_hash"], datetime.fromisoformat(row["at"]))
        except (ValueError, KeyError, TypeError):
            continue


def everybody_gone(further: Path | None = None) -> list[Gone]:
    """All lists together, each person once."""
    found = {gone.user: gone for path in (further, None) for gone in from_file(path)}
    for row in ErasedPerson.objects.all():
        found[row.user_id_was] = Gone(row.user_id_was, row.email_hash, row.at)
    return list(found.values())


def come_back(further: Path | None = None) -> Iterator[tuple[User, Gone]]:
    """Users who are on the list and hold data again: by their id, or by an address that was registered before the erasure."""
    gone = everybody_gone(further)
    by_id = {one.user: one for one in gone}
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    for user in User.objects.order_by("pk").iterator(chunk_size=500):
        if is_erased(user):
            continue
        hashes = [address_hash(user.email, key) for key in keys]
        match = by_id.get(user.public_id) or next(
            (one for one in gone if user.date_joined < one.at and any(hmac.compare_digest(one.email_hash, hashed) for hashed in hashes)), None,
        )
        if match is not None:
            yield user, match


def erase_person(user: User, at: datetime, done: dict[str, Any], keep: Any, progress: Progress | None = None) -> dict[str, Any]:
    """Every room erases in a transaction of its own, accounts last; `keep(report)` writes what was done in the same transaction.

    Rooms that stand in `done` are left out: after a crash the work goes on where it stopped. The report holds counts only.
    """
    report = dict(done)
    for room in [*reversed([room for room in HOLDERS if room != "accounts"]), "accounts"]:
        if room in report:
            continue
        with transaction.atomic():
            report[room] = as_counts(HOLDERS[room].erase(user, at))
            keep(report)
        if progress is not None:
            progress.step(done=1)
    return report


def as_counts(erased: Erased) -> dict[str, Any]:
    """The room's answer as the report keeps it."""
    return {name: {label: value if isinstance(value, int) else str(value) for label, value in part.items()} for name, part in asdict(erased).items()}


@job_kind(KIND)
def erase_data(job: Job, progress: Progress) -> dict[str, Any]:
    """Carry out an approved request; run again after a crash it goes on with the rooms that are left."""
    erasure = Erasure.objects.select_related("user").filter(public_id=job.arguments["erasure"]).first()
    if erasure is None or erasure.state not in (Erasure.State.APPROVED, Erasure.State.DONE):
        raise JobFailed(_("The request is no longer to be carried out."))
    user, at, email, language = erasure.user, timezone.now(), erasure.user.email, erasure.user.language
    if not is_erased(user):
        note_gone(user, at)
    progress.total(len(HOLDERS))
    progress.at(len(erasure.report))

    def keep(report: dict[str, Any]) -> None:
        Erasure.objects.filter(pk=erasure.pk).update(report=report)
        if len(report) == len(HOLDERS):
            Erasure.objects.filter(pk=erasure.pk).update(state=Erasure.State.DONE, done_at=at)
            send_letter(ERASED, email, {}, str(erasure.public_id), language)  # its words and address are forgotten when it is sent

    report = erase_person(user, at, erasure.report, keep, progress)
    return {"deleted": total(report, "deleted"), "anonymised": total(report, "anonymised")}


def total(report: dict[str, Any], name: str) -> int:
    """Sum over rooms and tables."""
    return sum(sum(room[name].values()) for room in report.values())
