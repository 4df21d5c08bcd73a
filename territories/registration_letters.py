"""Letters and notifications of registration: what they say until staff rewrite them in the admin."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter_kinds import letter
from accounts.notice_kinds import notice_kind
from accounts.roles import Role

KIND = "registration"
notice_kind(KIND, _("Registrations that wait for a decision"), default="now", roles=(Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR))
DECIDED = "registration.decided"
notice_kind(DECIDED, _("The decision on your registration"), required=True, letter=True, why=_("You asked for it."))

letter(
    "registration_confirm", _("Registration: confirm the address"), {"link": _("link that confirms the address"), "place": _("municipality")},
    "Подтвердите адрес",
    """
Здравствуйте!

С этим адресом регистрируются в «Школе мэров»: {place}.

[Подтвердить адрес]({link})

Если это не вы, ничего не делайте: без подтверждения учётная запись через неделю исчезнет.
""",
    "Confirm your address",
    """
Hello!

Somebody registers in the Mayor School with this address: {place}.

[Confirm the address]({link})

If it was not you, do nothing: without it the account is gone in a week.
""",
    samples={"place": "Тула, Тульская область"},
)
letter(
    "registration_taken", _("Registration: the address has an account"), {"link": _("page to set a new password")},
    "У вас уже есть учётная запись",
    """
Здравствуйте!

Кто-то регистрируется с вашим адресом, но учётная запись у вас уже есть. Войдите с ней. Если забыли пароль, задайте новый.

[Задать новый пароль]({link})

Если это были не вы, ничего не делайте: с вашей учётной записью ничего не произошло.
""",
    "You have an account already",
    """
Hello!

Somebody registers with your address, but you have an account already. Sign in with it. If you have forgotten the password, set a new one.

[Set a new password]({link})

If it was not you, do nothing: nothing has happened to your account.
""",
)
letter(
    "registration_approved", _("Registration: confirmed"), {"link": _("sign-in page"), "place": _("municipality")},
    "Регистрация подтверждена",
    """
Здравствуйте!

Подтверждено, что вы работаете здесь: {place}. Рабочее место открыто.

[Войти]({link})
""",
    "Your registration is confirmed",
    """
Hello!

It is confirmed that you work here: {place}. Your desk is open.

[Sign in]({link})
""",
    samples={"place": "Тула, Тульская область"},
)
letter(
    "registration_declined", _("Registration: declined"), {"link": _("page of the registration"), "place": _("municipality"), "reason": _("reason of the coordinator")},
    "Регистрация не подтверждена",
    """
Здравствуйте!

Мы не смогли подтвердить, что вы работаете здесь: {place}. Причина: {reason}

Если это ошибка, войдите и подайте заявку ещё раз с верным муниципалитетом.

[Войти]({link})
""",
    "Your registration was declined",
    """
Hello!

We could not confirm that you work here: {place}. Reason: {reason}

If this is a mistake, sign in and ask again with the right municipality.

[Sign in]({link})
""",
    samples={"place": "Тула, Тульская область", "reason": "такого сотрудника в администрации нет"},
)
