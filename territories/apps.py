"""Set-up."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoriesConfig(AppConfig):
    """Registers the policy, the letters and the duties of this room."""

    name = "territories"
    verbose_name = _("Territories")

    def ready(self) -> None:
        """All register themselves."""
        from territories import held, permissions, receivers, registration_letters
        from territories.actions import escalate_registrations

        held.hold()
        assert permissions and receivers and registration_letters and escalate_registrations
