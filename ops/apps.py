"""Set-up of `ops`."""
from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Registers handlers, duties and checks."""

    name = "ops"

    def ready(self) -> None:
        """Import what registers itself."""
        import ops.backup.health
        import ops.beat
        import ops.checks
        import ops.imports.jobs
        import ops.janitor
        import ops.jobs
        import ops.letters
        import ops.mail
        import ops.scanner  # noqa: F401
