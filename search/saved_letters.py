"""What savers of searches are told, and the letter that confirms an address."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter_kinds import letter
from accounts.notice_kinds import notice_kind

KIND, CONFIRM = "search.news", "search.confirm"
notice_kind(KIND, _("New practices for saved searches"), default="daily")

letter(
    CONFIRM, _("Subscription to a search: confirm the address"), {"link": _("page that confirms or stops the subscription")},
    "Подтвердите подписку на новые практики",
    """
Здравствуйте!

С этим адресом просят присылать новые практики из каталога «Школы мэров».

[Посмотреть и подтвердить]({link})

Если это не вы, ничего не делайте: без подтверждения мы не пришлём больше ни одного письма и через неделю забудем адрес.
""",
    "Confirm your subscription to new practices",
    """
Hello!

Somebody asks us to send new practices from the catalogue of the Mayor School to this address.

[Look and confirm]({link})

If it was not you, do nothing: without it no further letter comes, and in a week the address is forgotten.
""",
)
