"""Set-up."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Registers policy, receivers and what the room holds about a person."""

    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Importing registers."""
        from accounts.personal import holds
        from accounts.reading import names_subjects
        from people import permissions, personal, receivers

        assert permissions and receivers
        holds("people", personal.MODELS, personal.collect, personal.erase)
        names_subjects("people", personal.ids_of, personal.names_of)
