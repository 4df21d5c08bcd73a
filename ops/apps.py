"""Set-up of `ops`."""
from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Registers the handler of jobs."""

    name = "ops"

    def ready(self) -> None:
        """Import what registers itself."""
        import ops.jobs  # noqa: F401
