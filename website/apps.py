"""Set-up of `website`."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    """Whatever gathers several rooms on one screen."""

    name = "website"

    def ready(self) -> None:
        """Register the sections of the desk."""
        from portfolio.permissions import user_can_import
        from website.desk import register

        register(_("Imports"), "website:imports", user_can_import, order=60)
