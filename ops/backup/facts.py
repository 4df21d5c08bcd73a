"""What one instant of the database says: rows by table, migrations, and the files that rows name."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.models import FileField

from ops.models import PrivateFile

MEDIA, PRIVATE = "media", "private"


class Cursor(Protocol):
    """What sqlite3 and psycopg share."""

    def execute(self, sql: Any, /) -> Any:
        """Run a statement."""
        ...

    def fetchall(self) -> list[Any]:
        """Its rows."""
        ...


@dataclass(frozen=True)
class Facts:
    """Counts and checksums by table, applied migrations, and place → SHA-256 of named files (empty where the row keeps none)."""

    tables: dict[str, list[Any]]
    migrations: list[str]
    named: dict[str, str]


def roots() -> dict[str, Path]:
    """Folders of files that belong to rows."""
    return {MEDIA: Path(settings.MEDIA_ROOT), PRIVATE: Path(settings.PRIVATE_ROOT)}


def path_of(place: str) -> Path:
    """Where a named file lies in the running product."""
    kind, _, rest = place.partition("/")
    return roots()[kind] / rest


def facts(cursor: Cursor, vendor: str, at_once: Callable[[Iterable[str]], None] = lambda named: None) -> Facts:
    """Ask everything through one cursor, which shows one instant; `at_once` gets the named files before the slow counting begins."""
    tables = sorted(row[0] for row in asked(cursor, TABLES[vendor]))
    named = dict(named_files(cursor, set(tables)))
    at_once(named)
    return Facts(
        tables={table: list(asked(cursor, COUNTS[vendor].format(table=table.replace('"', '""')))[0]) for table in tables},
        migrations=[f"{app}.{name}" for app, name in asked(cursor, "SELECT app, name FROM django_migrations ORDER BY app, name")],
        named=named,
    )


# The checksum does not depend on the order of rows, and needs no sorting.
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
COUNTS = {
    "sqlite": 'SELECT COUNT(*), \'\' FROM "{table}"',
    "postgresql": "SELECT COUNT(*), COALESCE(SUM(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint::numeric), 0)::text FROM \"{table}\" t",
}


def asked(cursor: Cursor, sql: str) -> list[Any]:
    """The rows of one question."""
    cursor.execute(sql)
    return list(cursor.fetchall())


def named_files(cursor: Cursor, tables: set[str]) -> Iterator[tuple[str, str]]:
    """Places that rows name, with the hash that the row keeps."""
    yield from ((f"{MEDIA}/{name}", "") for table, column in media_columns() if table in tables
                for (name,) in asked(cursor, f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> \'\''))
    table = PrivateFile._meta.db_table
    yield from ((f"{PRIVATE}/{path}", sha256) for path, sha256 in asked(cursor, f'SELECT path, sha256 FROM "{table}"'))


def still_named(places: Iterable[str]) -> set[str]:
    """Those that a row of the running product names now."""
    with connection.cursor() as cursor:
        return set(places) & {place for place, _ in named_files(cursor, set(connection.introspection.table_names()))}


def media_columns() -> list[tuple[str, str]]:
    """Table and column of every field that names a file of the media folder."""
    return sorted({
        (model._meta.db_table, str(field.column)) for model in apps.get_models() for field in own_fields(model._meta.local_fields)
    })


def own_fields(fields: Iterable[Any]) -> Iterator[FileField]:
    """Fields whose storage is the media folder."""
    for field in fields:
        if isinstance(field, FileField) and isinstance(field.storage, FileSystemStorage) and Path(field.storage.location) == Path(settings.MEDIA_ROOT):
            yield field
