"""What accounts answers for: its own tables, those of sign-in, of the engine room and of the editors' back office."""
from __future__ import annotations

import json
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.exporting import EXPORT, KIND
from accounts.holding import Table, empties, hold_tables
from accounts.models import User
from ops.files import drop_file
from ops.models import OutboxRow

NAMES_NOBODY = _("names the author only by an empty row")
PROOF = _("proves that the consent was given and withdrawn (152-FZ, article 9), without the address of the computer")
ACT = _("proves that the request was answered")
LOG = _("shows who read whose data (152-FZ, article 19), under a number that leads to nobody; goes by its term")
WORK = _("belongs to the work it was part of")


def anonymise_user(rows: QuerySet[User], user: User) -> int:
    """Name and address go, nobody can sign in, every session ends; the row stays, for what points at it."""
    for row in rows.exclude(email=erased_email(user)):
        row.email, row.name, row.is_active, row.is_superuser = erased_email(row), "", False, False
        row.set_unusable_password()
        row.sessions_number += 1
        row.language, row.theme, row.text_size, row.place, row.last_login = "ru", "system", 100, None, None
        row.save()
        row.groups.clear()
        row.user_permissions.clear()
    return rows.count()


def erased_email(user: User) -> str:
    """The address that stands in the row of somebody erased: unique, and nobody's."""
    return f"{user.public_id.hex}@erased.invalid"


def is_erased(user: User) -> bool:
    """Whether this row is somebody erased."""
    return user.email == erased_email(user)


def drop_sessions(rows: QuerySet[Any], user: User) -> int:
    """Rows of sessions hold the address of whoever signed in: the session itself and its list entry go."""
    Session.objects.filter(session_key__in=list(rows.values_list("session_key", flat=True))).delete()
    return int(rows.delete()[0])


def drop_profiles(rows: QuerySet[Any], user: User) -> int:
    """The editor's settings and their picture."""
    for row in rows:
        if row.avatar:
            row.avatar.delete(save=False)
    return int(rows.delete()[0])


def empty_requests(rows: QuerySet[Any], user: User) -> int:
    """What was written in requests; a refusal keeps that it had a reason."""
    rows.exclude(reason="").update(reason="—")
    return int(rows.exclude(wish="").update(wish=""))


def drop_files(rows: QuerySet[Any], user: User) -> int:
    """Row and bytes."""
    files = list(rows)
    for file in files:
        drop_file(file)
    return len(files)


def drop_letters(rows: QuerySet[Any], user: User) -> int:
    """Letters to this address that wait or were given up; sent ones hold no words any more."""
    address = user.email.lower()
    mine = [row.pk for row in rows.iterator(chunk_size=500) if address in json.dumps(row.payload, ensure_ascii=False).lower()]
    return int(OutboxRow.objects.filter(pk__in=mine).delete()[0])


def own_exports(user: User) -> Q:
    """Files of one's own exports."""
    return Q(purpose=EXPORT, owner_key__startswith=str(user.public_id))


def told_to(user: User) -> Q:
    """Notifications of the user, and of the address before it had an account."""
    return Q(reader__user=user) | Q(reader__address__iexact=user.email)


ENGINE_ROOM = (
    Table("ops.OutboxRow", lambda user: Q(done_at__isnull=True, event="mail"), wipe=drop_letters),
    Table("ops.PrivateFile", own_exports, wipe=drop_files),
    Table("ops.PrivateFile", "by", _("Files you sent"), ("public_id", "name", "mime", "size", "sha256", "created_at"), kept=WORK),
    Table("ops.FormKey", "user"),
    Table("ops.ImportBatch", "by", _("Imports you started"), ("public_id", "name", "created_at", "applied_at"), kept=NAMES_NOBODY),
    Table("ops.OutboxAct", "by", kept=NAMES_NOBODY),
    Table("ops.Job", lambda user: Q(by=user, kind=KIND)),
    Table("ops.Job", "by", _("Work you started"), ("public_id", "title", "state", "created_at", "finished_at"), kept=NAMES_NOBODY),
)
SIGN_IN = (
    Table("account.EmailConfirmation", "email_address__user"),
    Table("account.EmailAddress", "user", _("E-mail addresses"), ("email", "verified", "primary")),
    Table("mfa.Authenticator", "user", _("Second steps of signing in"), ("type", "created_at", "last_used_at")),
    Table("usersessions.UserSession", "user", _("Where you are signed in"), ("ip", "user_agent", "created_at", "last_seen_at"), wipe=drop_sessions),
)
BACK_OFFICE = (
    Table("wagtailusers.UserProfile", "user", _("Settings of the editor"), ("preferred_language", "current_time_zone"),
          wipe=drop_profiles),
    Table("wagtailadmin.EditingSession", "user"),
    Table("wagtailadmin.FormState", "user"),
    Table("wagtailcore.APIToken", "user"),
    Table("wagtailcore.PageSubscription", "user"),
    Table("wagtailcore.UploadedFile", "uploaded_by_user"),
    Table("wagtailcore.Revision", "user", _("Versions of pages and practices you saved"), ("object_str", "created_at"), kept=NAMES_NOBODY),
    Table("wagtailcore.PageLogEntry", "user", _("What you did with pages"), ("label", "action", "timestamp"), kept=NAMES_NOBODY),
    Table("wagtailcore.ModelLogEntry", "user", _("What you did in the back office"), ("label", "action", "timestamp"), kept=NAMES_NOBODY),
    Table("wagtailcore.Comment", "user", _("Comments on pages"), ("text", "created_at"), kept=NAMES_NOBODY),
    Table("wagtailcore.CommentReply", "user", _("Answers to comments"), ("text", "created_at"), kept=NAMES_NOBODY),
    Table("wagtailcore.WorkflowState", "requested_by", kept=NAMES_NOBODY),
    Table("wagtailcore.TaskState", "finished_by", kept=NAMES_NOBODY),
    Table("wagtailcore.Page", lambda user: Q(owner=user) | Q(locked_by=user), kept=NAMES_NOBODY),
    Table("wagtailimages.Image", "uploaded_by_user", _("Pictures you sent"), ("title", "created_at"), kept=WORK),
    Table("wagtaildocs.Document", "uploaded_by_user", _("Documents you sent"), ("title", "created_at"), kept=WORK),
)
OWN = (
    Table("accounts.Invitation", lambda user: Q(user=user) | Q(email__iexact=user.email), _("Invitations"), ("email", "name", "sent_at", "accepted_at")),
    Table("accounts.RoleChange", "user", _("Roles given and taken"), ("role", "is_granted", "at"), kept=NAMES_NOBODY),
    Table("accounts.AccessChange", "user", _("What was done to your account"), ("kind", "reason", "at"), wipe=empties(reason="")),
    Table("accounts.Consent", "user", _("Consents"), ("type__code", "version__number", "given_at", "ip", "replaced_at", "withdrawn_at"),
          wipe=empties(ip=None), kept=PROOF),
    Table("accounts.ConsentType", "changed_by", kept=NAMES_NOBODY),
    Table("accounts.ConsentVersion", lambda user: Q(drafted_by=user) | Q(published_by=user), kept=NAMES_NOBODY),
    Table("accounts.Erasure", "user", _("Requests to erase"), ("state", "wish", "asked_at", "decided_at", "reason"),
          wipe=empty_requests, kept=ACT),
    Table("accounts.Notice", told_to, _("Notifications"), ("kind", "title", "text", "url", "at", "read_at")),
    Table("accounts.NoticeReader", lambda user: Q(user=user) | Q(address__iexact=user.email), _("How you are notified"),
          ("ways", "zone", "hour", "weekday")),
    Table("accounts.ReadLog", lambda user: Q(reader=user.public_id) | Q(subject=user.public_id), _("Who read whose data"),
          ("what", "at"), kept=LOG),
    Table("accounts.RetentionTerm", "by", kept=NAMES_NOBODY),
    Table("accounts.RetentionRun", "by", kept=NAMES_NOBODY),
    Table("accounts.User", lambda user: Q(pk=user.pk), _("Your account"),
          ("public_id", "email", "name", "language", "place", "date_joined", "last_login", "is_active"), wipe=anonymise_user),
)


def hold() -> None:
    """Register the four; the user's own row goes last of all, because the others are found by it."""
    hold_tables("accounts", OWN, further=("accounts.User_groups", "accounts.User_user_permissions"))
    hold_tables("sign-in", SIGN_IN)
    hold_tables("ops", ENGINE_ROOM)
    hold_tables("wagtail", BACK_OFFICE)
