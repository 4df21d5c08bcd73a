"""Rules of new passwords, in Django's form."""
from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.rules.passwords import LONGEST, SHORTEST_ALONE, Flaw, password_flaw, shortest


class GoodPassword:
    """Length by second factor, and no password made of the words of our trade."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError that says what to change."""
        protected = user is not None and user.pk is not None and is_mfa_enabled(user)
        flaw = password_flaw(password, protected)
        if flaw == Flaw.TOO_SHORT:
            least = shortest(protected)
            missing = least - len(password)
            text = ngettext(
                "The password is too short: add %(missing)d character, so that there are %(least)d. A phrase of several words is easy to remember.",
                "The password is too short: add %(missing)d characters, so that there are %(least)d. A phrase of several words is easy to remember.",
                missing,
            )
            raise ValidationError(text % {"missing": missing, "least": least}, code=flaw.value)
        if flaw == Flaw.TOO_LONG:
            raise ValidationError(_("The password is longer than %(most)d characters. Shorten it.") % {"most": LONGEST}, code=flaw.value)
        if flaw == Flaw.CONTEXT:
            raise ValidationError(_("“School”, “mayor” and the like are guessed first. Add words that have nothing to do with work."), code=flaw.value)

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return _("At least %(least)d characters. A phrase of several words is easy to remember: “three owls over the bridge”.") % {
            "least": SHORTEST_ALONE,
        }
