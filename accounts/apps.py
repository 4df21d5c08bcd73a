"""Set-up."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Connects receivers and checks."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """All register themselves."""
        from accounts import access_letters, checks, deliveries, notices_policy, permissions, receivers

        assert access_letters and checks and deliveries and notices_policy and permissions and receivers
