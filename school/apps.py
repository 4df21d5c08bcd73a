"""Set-up."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchoolConfig(AppConfig):
    """Registers the policy of this room."""

    name = "school"
    verbose_name = _("School")

    def ready(self) -> None:
        """Permissions register themselves."""
        from school import held, permissions, telling

        held.hold()
        assert permissions and telling
