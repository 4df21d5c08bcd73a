"""Set-up."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoriesConfig(AppConfig):
    """Registers the policy of this room."""

    name = "territories"
    verbose_name = _("Territories")

    def ready(self) -> None:
        """The rules register themselves."""
        from territories import permissions

        assert permissions
