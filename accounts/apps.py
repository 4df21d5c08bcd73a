"""Set-up."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Connects receivers and checks."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """All register themselves."""
        from accounts import (
            access_letters,
            account_notices,
            checks,
            deliveries,
            erasing,
            held,
            notices_policy,
            notices_retention,
            permissions,
            privacy_letters,
            receivers,
            terms,
        )

        held.hold()
        terms.register()
        assert access_letters and account_notices and checks and deliveries and notices_policy and notices_retention and permissions and receivers
        assert erasing and privacy_letters
