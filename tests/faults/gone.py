"""The database is taken away from every connection of this process, and given back."""
from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def database_gone() -> Iterator[None]:
    """A file that cannot be opened, or a port where nobody listens: what the engine itself then raises is what the site meets."""
    settings = connection.settings_dict
    before = dict(settings)
    connections.close_all()
    if connection.vendor == "sqlite":
        settings["NAME"] = "/nonexistent/school.sqlite3"
    else:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            settings["HOST"], settings["PORT"] = "127.0.0.1", str(probe.getsockname()[1])
    try:
        yield
    finally:
        connections.close_all()
        settings.clear()
        settings.update(before)
