"""Set-up of the room."""
from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Connects the receivers of going live."""

    name = "portfolio"

    def ready(self) -> None:
        """Receivers and duties register themselves when imported."""
        from ops.imports.kinds import register
        from portfolio import duties, held, receivers  # noqa: F401
        from portfolio.importing.kind import PracticeImport

        register(PracticeImport())
        held.hold()
