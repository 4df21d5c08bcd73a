"""How allauth behaves here: closed sign-up, errors that say what to do, letters in the language of their reader."""
from __future__ import annotations

from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.mailing import Foot, html_of
from accounts.middleware import BEGAN
from accounts.models import User
from accounts.rules.letter_text import blocks_of_plain
from ops.secrets import seal, unseal

TOKEN = "gAAAA"  # the version byte and the first bytes of the time in every Fernet token
WRONG_CODE = _("The code does not fit. Enter the newest one from the app; if that fails too, check the clock of your phone.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators until municipalities can register."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Write to the administrator of the programme."),
        "duplicate_email": _("This address is already yours."),
        "email_password_mismatch": _("Address or password is wrong. Check the keyboard layout and Caps Lock, or set a new password."),
        "enter_current_password": _("This is not your present password. Enter it as when you sign in."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("The password is wrong. Check the keyboard layout and Caps Lock."),
        "invalid_password_reset": _("The link is no longer valid. Ask for a new one."),
        "rate_limited": _("Too many tries. Wait five minutes and try again."),
        "same_as_current": _("This is the same as now. Enter another one."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes and try again, or set a new password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers by themselves yet."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """No prefix: the sender says who writes."""
        return subject

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of the sign-in itself: whoever is led to the set-up has just entered the password."""
        began = self.request.session.get(BEGAN, 0) if self.request else 0
        fresh = timezone.now().timestamp() - began < account_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The library's text, and the same words in the frame of our letters."""
        message = super().render_mail(template_prefix, email, context, headers)
        if isinstance(message, EmailMultiAlternatives) and not message.alternatives:
            signature = "\n\n{}\n".format(gettext("Mayor School"))  # the frame says it already
            words = str(message.body).rpartition(signature)[0] or str(message.body)
            blocks = blocks_of_plain(words, gettext("Open the link"))
            message.attach_alternative(html_of(str(message.subject), blocks, Foot(), translation.get_language() or "ru"), "text/html")
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's own language, whatever page it was asked from."""
        language = User.objects.filter(email__iexact=email).values_list("language", flat=True).first()
        with translation.override(language or translation.get_language()):
            super().send_mail(template_prefix, email, context)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Texts of the second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Your account has a second factor. Switch it off, change the address, and switch it on again."),
        "cannot_delete_authenticator": _("The second factor cannot be switched off now. Write to the administrator of the programme."),
        "cannot_generate_recovery_codes": _("Set up the authenticator app first: recovery codes replace it when the phone is lost."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirm your e-mail address first: open the link in our letter."),
    }

    def encrypt(self, text: str) -> str:
        """Keys of the app and seeds of the codes are no plain text in the database or its copies."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Rows written before encryption are read as they are: a base32 key or a seed never begins like a token."""
        return unseal(encrypted_text) if encrypted_text.startswith(TOKEN) else encrypted_text

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a browser calls this site when it offers a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """The proposed name of a new passkey."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)d") % {"number": known + 1} if known else gettext("Passkey")
