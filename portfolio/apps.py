"""Set-up of the room."""
from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Connects the receivers of going live."""

    name = "portfolio"

    def ready(self) -> None:
        """Receivers and duties register themselves when imported."""
        from portfolio import duties, receivers  # noqa: F401
