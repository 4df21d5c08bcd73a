"""Set-up of `website`."""
from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """Whatever gathers several rooms on one screen."""

    name = "website"
