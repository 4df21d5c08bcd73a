"""Tables that only grow: the database itself refuses to change a row, whatever code asks.

A trigger goes with its table. Django's SQLite makes a table anew when a column changes: a later migration of such a table ends with
`AppendOnly(…)` again, and a test looks for the triggers.
"""
from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

SQLITE = """
CREATE TRIGGER {table}_keep_{verb} BEFORE {verb} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRES = "CREATE TRIGGER {table}_keep_{verb} BEFORE {verb} ON {table} FOR EACH {each} {when} EXECUTE FUNCTION {table}_keep()"
YOUNG = {
    "sqlite": "WHEN OLD.{column} > datetime('now', '-{days} days')",
    "postgresql": "WHEN (OLD.{column} > now() - interval '{days} days')",
}


def statements(vendor: str, table: str, column: str, days: int | None) -> list[str]:
    """What the database is told: no update; no delete, or none of rows younger than `days` by `column`."""
    young = YOUNG[vendor].format(column=column, days=days) if days is not None else ""
    if vendor == "sqlite":
        return [SQLITE.format(table=table, verb="update", when=""), SQLITE.format(table=table, verb="delete", when=young)]
    return [
        POSTGRES_FUNCTION.format(table=table),
        POSTGRES.format(table=table, verb="update", each="ROW", when=""),
        POSTGRES.format(table=table, verb="delete", each="ROW", when=young),
        POSTGRES.format(table=table, verb="truncate", each="STATEMENT", when=""),
    ]


def AppendOnly(table: str, column: str = "", days: int | None = None) -> RunPython:  # noqa: N802 (reads as an operation)
    """Operation of a migration: rows of `table` never change; they go only when `column` is more than `days` old, or never."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements(editor.connection.vendor, table, column, days):
            editor.execute(statement)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete", "truncate"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_keep_{verb}{on}")

    return RunPython(forwards, backwards)
