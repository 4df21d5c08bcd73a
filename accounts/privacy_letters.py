"""What people are told about their own data."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter_kinds import letter
from accounts.notice_kinds import notice_kind

EXPORT_READY, ERASURE_REFUSED, ERASED = "accounts.export_ready", "accounts.erasure_refused", "accounts.erased"
WHY = _("You asked for it.")

notice_kind(EXPORT_READY, _("Your data are ready"), required=True, why=WHY)
notice_kind(ERASURE_REFUSED, _("Answer to your request to erase data"), required=True, why=WHY)

letter(
    ERASED, _("Your data are erased"), {},
    subject_ru="Ваши данные стёрты",
    body_ru="Ваши данные в «Школе мэров» стёрты, учётная запись закрыта. Этого адреса мы больше не знаем.",
    subject_en="Your data are erased",
    body_en="Your data in the Mayor School are erased and your account is closed. This address is no longer known to us.",
)
