"""Everything the rooms hold about one person as a ZIP: JSON for programs, a page to read."""
from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any

from django.contrib.staticfiles import finders
from django.core.files.base import File
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify
from accounts.personal import HOLDERS, Section
from accounts.privacy_letters import EXPORT_READY
from ops.files import drop_file, file_policy, store_file
from ops.jobs import JobFailed, Progress, job_kind
from ops.models import Job, PrivateFile

EXPORT = "personal_export"
KIND = "accounts.export"
KEPT_DAYS = 7
LARGEST = 200 * 1024 * 1024
STYLES = ("css/tokens.css", "css/components.css")


@dataclass(frozen=True)
class Part:
    """What one room handed out."""

    room: str
    sections: list[Section]


@file_policy(EXPORT)
def user_can_take_export(user: Any, file: PrivateFile) -> bool:
    """Whoever it is about, for seven days."""
    mine = user.is_authenticated and user.is_active and file.owner_key.startswith(str(user.public_id))
    return bool(mine and timezone.now() - file.created_at < timedelta(days=KEPT_DAYS))


def parts_for(user: User, progress: Progress | None = None) -> Iterator[Part]:
    """Room by room; the lease is extended between two."""
    for room, holder in HOLDERS.items():
        yield Part(room, list(holder.collect(user)))
        if progress is not None:
            progress.step(done=1)


def write_archive(user: User, target: IO[bytes], at: datetime, progress: Progress | None = None) -> int:
    """The archive in the language of the person; the number of rows in it."""
    with translation.override(user.language), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = []
        for part in parts_for(user, progress):
            if part.sections:
                parts.append(part)
                archive.writestr(f"{part.room}.json", as_json(part))
        context = {"parts": parts, "person": user, "at": at, "styles": [name.split("/")[-1] for name in STYLES]}
        archive.writestr("index.html", render_to_string("accounts/data/archive.html", context))
        for name in STYLES:
            archive.write(str(finders.find(name)), name.split("/")[-1])
    return sum(len(section.rows) for part in parts for section in part.sections)


def as_json(part: Part) -> str:
    """One room."""
    sections = [{"title": section.title, "rows": section.rows} for section in part.sections]
    return json.dumps({"room": part.room, "sections": sections}, ensure_ascii=False, indent=1)


@job_kind(KIND)
def export_data(job: Job, progress: Progress) -> dict[str, Any]:
    """Collect, store, tell. Run again after a crash it finds the file that was stored, or begins anew."""
    user = User.objects.filter(pk=job.by_id or 0, is_active=True).first()
    if user is None:
        raise JobFailed(_("The account is gone."))
    key = f"{user.public_id}:{job.public_id}"
    file = PrivateFile.objects.filter(purpose=EXPORT, owner_key=key).first()
    if file is not None:
        return {"file": str(file.public_id)}
    progress.total(len(HOLDERS))
    progress.at(0)
    at = timezone.now()
    with tempfile.TemporaryFile() as target:
        rows = write_archive(user, target, at, progress)
        target.seek(0)
        with transaction.atomic():
            file = store_file(File(target, name=f"my-data-{at:%Y-%m-%d}.zip"), EXPORT, key, None, {"zip"}, LARGEST)
            tell(user, job, at)
    return {"file": str(file.public_id), "rows": rows}


def tell(user: User, job: Job, at: datetime) -> None:
    """A notification, by letter too: it holds no data, only the way to them."""
    with translation.override(user.language):
        text = _("Take the file within %(days)s days, then it is deleted. If you did not ask for it, change your password.") % {"days": KEPT_DAYS}
        notify(user, EXPORT_READY, _("Your data are ready"), text, reverse("accounts:data"), str(job.public_id), at)


def old_exports(before: datetime) -> Any:
    """Files whose days are over."""
    return PrivateFile.objects.filter(purpose=EXPORT, created_at__lt=before)


def delete_exports(rows: Any) -> int:
    """Row and bytes of each."""
    files = list(rows)
    with transaction.atomic():
        for file in files:
            drop_file(file)
    return len(files)
