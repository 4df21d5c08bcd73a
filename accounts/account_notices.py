"""What people are told about their own account."""
from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RoleChange
from accounts.notice_kinds import notice_kind
from accounts.notices import notify
from accounts.roles import Role

ROLES = notice_kind(
    "account.roles", gettext_lazy("Your roles: given and taken"), required=True,
    why=gettext_lazy("It cannot be switched off: this is how you learn that somebody changed what you may do."),
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
