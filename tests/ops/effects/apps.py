"""Set-up."""
from django.apps import AppConfig


class EffectsConfig(AppConfig):
    """Registers the handlers in the runner's process."""

    name = "tests.ops.effects"
    label = "effects"

    def ready(self):
        """As rooms do."""
        from tests.ops.effects import handlers  # noqa: F401
