"""Who may do what to accounts."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import Consent, ConsentType, ConsentVersion, Erasure, Invitation, ReadLog, RetentionRun, User
from accounts.policy import rule, scope
from accounts.roles import Role

CONSENT_EDITORS = (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)


def user_can_manage_roles(user: User | None) -> bool:
    """Administrators give and take roles; None is a command run on the server itself."""
    return user is None or user.has_role(Role.ADMINISTRATOR)


def user_can_administer(by: User | None, user: User) -> bool:
    """Administrators block others and reset what they lost; nobody does so to themselves by this way."""
    return user_can_manage_roles(by) and (by is None or by.pk != user.pk)


def user_can_see_users(user: Any) -> bool:
    """The desk of users is the administrators'."""
    return bool(user.is_authenticated and user.has_role(Role.ADMINISTRATOR))


@rule(User, "administer")
def administers_user(by: Any, user: User) -> bool:
    """Administrators see every account on their desk."""
    return user_can_see_users(by)


@rule(Invitation, "view", "change")
def administers_invitation(by: Any, invitation: Invitation) -> bool:
    """Administrators."""
    return user_can_see_users(by)


@scope(User)
def users_of(user: Any) -> QuerySet[User]:
    """All for administrators, oneself for others."""
    if user_can_see_users(user):
        return User.objects.all()
    return User.objects.filter(pk=user.pk) if user.is_authenticated else User.objects.none()


@scope(Invitation)
def invitations_of(user: Any) -> QuerySet[Invitation]:
    """All for administrators."""
    return Invitation.objects.select_related("by", "user") if user_can_see_users(user) else Invitation.objects.none()


def user_can_write_consents(user: Any) -> bool:
    """Editors and administrators write drafts."""
    return bool(user.is_authenticated and user.has_role(*CONSENT_EDITORS))


def user_can_protect_data(user: Any) -> bool:
    """The data protection officer reads the log, publishes consents, decides on erasures and terms."""
    return bool(user.is_authenticated and user.has_role(Role.DATA_PROTECTION_OFFICER))


@rule(ReadLog, "view")
@rule(RetentionRun, "view")
@rule(ConsentType, "view", "publish")
def protects_data(user: Any, row: object) -> bool:
    """Officers only."""
    return user_can_protect_data(user)


@rule(ConsentVersion, "view")
def words_are_public(user: Any, version: ConsentVersion) -> bool:
    """What people are asked to agree to anybody may read."""
    return True


@rule(Consent, "view", "withdraw")
def owns_consent(user: Any, consent: Consent) -> bool:
    """One's own."""
    return bool(consent.user_id == user.pk)


@rule(Erasure, "view")
def sees_erasure(user: Any, erasure: Erasure) -> bool:
    """Whoever asked, and officers."""
    return bool(erasure.user_id == user.pk) or user_can_protect_data(user)


@rule(Erasure, "decide")
def decides_on_erasure(user: Any, erasure: Erasure) -> bool:
    """Officers, but never on their own data."""
    return user_can_protect_data(user) and erasure.user_id != user.pk


@rule(Erasure, "take_back")
def owns_erasure(user: Any, erasure: Erasure) -> bool:
    """Whoever asked."""
    return bool(erasure.user_id == user.pk)


@scope(ReadLog)
def log_of(user: Any) -> QuerySet[ReadLog]:
    """The whole log for officers."""
    return ReadLog.objects.all() if user_can_protect_data(user) else ReadLog.objects.none()


@scope(RetentionRun)
def runs_of(user: Any) -> QuerySet[RetentionRun]:
    """All for officers."""
    return RetentionRun.objects.all() if user_can_protect_data(user) else RetentionRun.objects.none()


@scope(ConsentType)
def types_of(user: Any) -> QuerySet[ConsentType]:
    """All drafts for officers; editors see them in the admin."""
    return ConsentType.objects.all() if user_can_protect_data(user) else ConsentType.objects.none()


@scope(ConsentVersion)
def versions_of(user: Any) -> QuerySet[ConsentVersion]:
    """All: they are public."""
    return ConsentVersion.objects.select_related("type")


@scope(Consent)
def consents_of(user: Any) -> QuerySet[Consent]:
    """One's own."""
    return Consent.objects.filter(user_id=user.pk).select_related("type", "version__type", "user") if user.is_authenticated else Consent.objects.none()


@scope(Erasure)
def erasures_of(user: Any) -> QuerySet[Erasure]:
    """One's own, and all for officers."""
    rows = Erasure.objects.select_related("user", "decided_by", "job")
    if user_can_protect_data(user):
        return rows
    return rows.filter(user_id=user.pk) if user.is_authenticated else rows.none()


LETTER_EDITORS = (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)


def user_can_edit_letters(user: Any) -> bool:
    """Programme managers and administrators word the letters of the product."""
    return bool(user.is_authenticated and user.has_role(*LETTER_EDITORS))
