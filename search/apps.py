"""Set-up of `search`."""
from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the handlers of events that change the index."""

    name = "search"

    def ready(self) -> None:
        """Import what registers itself."""
        from search import alerts, checks, duties, files, held, news, permissions, query_log, receivers, terms  # noqa: F401
        from search.open_data import duties as night  # noqa: F401

        held.hold()
