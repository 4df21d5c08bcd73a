"""What people are told about their own account."""
from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AccessChange, RoleChange
from accounts.notice_kinds import notice_kind
from accounts.notices import notify
from accounts.roles import Role

ROLES = notice_kind(
    "account.roles", gettext_lazy("Your roles: given and taken"), required=True,
    why=gettext_lazy("It cannot be switched off: this is how you learn that somebody changed what you may do."),
)
FACTOR = notice_kind(
    "account.second_factor", gettext_lazy("The second step of your sign-in: reset"), required=True, letter=True,
    why=gettext_lazy("It cannot be switched off: this is how you learn that somebody changed your sign-in."),
)
ACCESS = notice_kind(
    "account.access", gettext_lazy("Your account: works again"), required=True,
    why=gettext_lazy("It cannot be switched off: this is how you learn that somebody changed your sign-in."),
)


def tell_of_role(change: RoleChange) -> None:
    """Tell whose role it is, in the caller's transaction. Somebody who never signed in hears of the first roles from the invitation."""
    user = change.user
    if user.last_login is None:
        return
    with translation.override(user.language):
        words = {"role": Role(change.role).label}
        title = _("You have a new role: %(role)s") % words if change.is_granted else _("A role was taken from you: %(role)s") % words
        text = _("If you did not expect it, write to the administrator of the programme.")
        notify(user, ROLES.code, title, text, reverse("accounts:account"), f"role:{change.pk}", change.at)


def tell_of_access(change: AccessChange) -> None:
    """Tell of a second step that was reset and of an account that works again, in the caller's transaction; who is blocked cannot look."""
    user = change.user
    with translation.override(user.language):
        if change.kind == AccessChange.Kind.FACTOR_RESET:
            text = _("All devices were signed out. If you did not ask for it, change your password and write to the administrator of the programme.")
            notify(user, FACTOR.code, _("The second step of your sign-in was reset"), text, reverse("accounts:account"), f"access:{change.pk}", change.at)
        elif change.kind == AccessChange.Kind.UNBLOCKED:
            text = _("It had been blocked. You have the roles you had; if you do not know why, write to the administrator of the programme.")
            notify(user, ACCESS.code, _("Your account works again"), text, reverse("accounts:account"), f"access:{change.pk}", change.at)
