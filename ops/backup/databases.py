"""How each database is dumped at one instant, found empty, and filled again."""
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Protocol

from django.db import connection

from ops.backup.facts import TABLES, Facts, asked, facts
from ops.backup.manifest import BackupError

AtOnce = Callable[[Iterable[str]], None]


class Engine(Protocol):
    """What a backup needs of a database."""

    file: str

    def version(self) -> str:
        """Of the server or library."""
        ...

    def size(self) -> int:
        """Bytes that the dump may take at most."""
        ...

    def dump(self, target: Path, at_once: AtOnce) -> Facts:
        """Write the dump; the facts of the same instant. `at_once` gets the named files as soon as they are known. Raises BackupError."""
        ...

    def is_empty(self) -> bool:
        """Whether it has no table."""
        ...

    def load(self, source: Path) -> None:
        """Fill the empty database, whole or not at all. Raises BackupError."""
        ...

    def facts(self) -> Facts:
        """The facts of now."""
        ...


class Sqlite:
    """A file. `VACUUM INTO` reads one instant while others write; a plain copy would miss what stands in the WAL."""

    file = "database.sqlite3"

    @property
    def path(self) -> Path:
        """Of the running product."""
        return Path(connection.settings_dict["NAME"])

    def version(self) -> str:
        """Of the library."""
        return sqlite3.sqlite_version

    def size(self) -> int:
        """Of the file and its WAL."""
        return sum(path.stat().st_size for path in (self.path, Path(f"{self.path}-wal")) if path.exists())

    def dump(self, target: Path, at_once: AtOnce) -> Facts:
        """Copy, then count in the copy."""
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=rw", uri=True, timeout=60)) as source:
                source.execute("VACUUM INTO ?", [str(target)])
            with closing(sqlite3.connect(target)) as copy:
                if (said := copy.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
                    raise BackupError(f"The copy of the database is damaged: {said[:3]}. Look at the disk.")
                found = facts(copy.cursor(), "sqlite", at_once)
        except sqlite3.Error as error:
            raise BackupError(f"The database could not be copied: {error}") from error
        sync(target)
        return found

    def is_empty(self) -> bool:
        """Also where there is no file yet."""
        if not self.path.exists():
            return True
        with closing(sqlite3.connect(self.path)) as present:
            return not asked(present.cursor(), TABLES["sqlite"])

    def load(self, source: Path) -> None:
        """Copy beside it, then rename; whoever has the old file open must be started again."""
        connection.close()
        half = Path(f"{self.path}.half")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, half)
        half.chmod(0o640)
        sync(half)
        for tail in ("-wal", "-shm"):
            Path(f"{self.path}{tail}").unlink(missing_ok=True)
        os.replace(half, self.path)

    def facts(self) -> Facts:
        """Through a connection of its own."""
        with closing(sqlite3.connect(self.path)) as present:
            return facts(present.cursor(), "sqlite")


class Postgresql:
    """A server. `pg_dump` and our counts look at one exported snapshot."""

    file = "database.dump"

    def version(self) -> str:
        """Of the server."""
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return str(cursor.fetchone()[0])

    def size(self) -> int:
        """As the server keeps it; the dump is smaller."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])

    def dump(self, target: Path, at_once: AtOnce) -> Facts:
        """Custom format, compressed, checked by reading its list of contents."""
        with closing(connection.get_new_connection(connection.get_connection_params())) as snapshot:
            snapshot.autocommit = True
            cursor = snapshot.cursor()
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET idle_in_transaction_session_timeout = 0")
            cursor.execute("SET TIME ZONE 'UTC'")
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            name = asked(cursor, "SELECT pg_export_snapshot()")[0][0]
            found = facts(cursor, "postgresql", at_once)
            client("pg_dump", "--format=custom", f"--snapshot={name}", "--no-owner", "--no-privileges", f"--file={target}")
            cursor.execute("ROLLBACK")
        client("pg_restore", "--list", str(target), database=False)
        sync(target)
        return found

    def is_empty(self) -> bool:
        """Of tables in our schema."""
        with connection.cursor() as cursor:
            cursor.execute(TABLES["postgresql"])
            return cursor.fetchone() is None

    def load(self, source: Path) -> None:
        """In one transaction."""
        client("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments", str(source), into=True)
        with connection.cursor() as cursor:
            for (table,) in asked(cursor, TABLES["postgresql"]):
                cursor.execute(f'ANALYZE "{table}"')

    def facts(self) -> Facts:
        """Under the same time zone as the dump's, because the checksum reads instants as text."""
        with closing(connection.get_new_connection(connection.get_connection_params())) as present:
            cursor = present.cursor()
            cursor.execute("SET TIME ZONE 'UTC'")
            return facts(cursor, "postgresql")


def engine() -> Engine:
    """Of the database that the settings name."""
    return Postgresql() if connection.vendor == "postgresql" else Sqlite()


def client(program: str, *arguments: str, database: bool = True, into: bool = False) -> None:
    """Run a program of PostgreSQL against our database; the password goes by the environment. Raises BackupError."""
    command, environment = [program], dict(os.environ)
    if database:
        words, extra = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        environment.update(extra or {})
        command += [*words[1:-1], f"--dbname={words[-1]}"] if into else words[1:-1]
        arguments = arguments if into else (*arguments, str(words[-1]))
    try:
        run = subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True)
    except FileNotFoundError:
        raise BackupError(f"{program} is not installed: apt install postgresql-client") from None
    if run.returncode:
        raise BackupError(f"{program} failed: {run.stderr.strip()[-500:]}")


def sync(path: Path) -> None:
    """Its bytes are safe on the disk, and readable by the owner only."""
    path.chmod(0o600)
    with path.open("rb") as file:
        os.fsync(file.fileno())
