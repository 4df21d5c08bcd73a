"""Letters about getting in: what they say until staff rewrite them in the admin."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter_kinds import letter

INVITATION = letter(
    "invitation", _("Invitation to make an account"),
    {"link": _("link to the form"), "roles": _("roles that are waiting"), "days": _("days until the link ends")},
    "Приглашение в «Школу мэров»",
    """
Здравствуйте!

Вас приглашают в «Школу мэров». Что вы будете делать: {roles}.

[Принять приглашение]({link})

Ссылка действует {days} дней и срабатывает один раз. Если вы не ждали приглашения, ничего не делайте: учётной записи не будет.
""",
    "Invitation to the Mayor School",
    """
Hello!

You are invited to the Mayor School. What you will do there: {roles}.

[Accept the invitation]({link})

The link works once, within {days} days. If you did not expect it, do nothing: no account will be made.
""",
    samples={"days": "7", "roles": "Редактор содержания"},
)

FACTOR_RESET = letter(
    "second_factor_reset", _("Second factor reset"), {"link": _("sign-in page"), "reason": _("reason of the administrator")},
    "Второй шаг входа сброшен",
    """
Здравствуйте!

Администратор сбросил второй шаг входа в вашу учётную запись и завершил входы на всех устройствах. Причина: {reason}

Войдите с паролем и настройте второй шаг заново.

[Войти]({link})

Если вы об этом не просили, сразу смените пароль и напишите администратору.
""",
    "The second step of your sign-in was reset",
    """
Hello!

An administrator reset the second step of signing in to your account and signed out all devices. Reason: {reason}

Sign in with the password and set the second step up again.

[Sign in]({link})

If you did not ask for it, set a new password at once and write to the administrator.
""",
    samples={"reason": "телефон потерян, личность подтверждена звонком"},
)
