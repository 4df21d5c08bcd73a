"""What a start is refused for: settings that lose data or open doors. They read settings only, so that a bad start ends at once."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from config.env import INSECURE_KEY

UNFINISHED_RESTORE = "restore.unfinished"
SHORTEST_KEY, FEWEST_CHARACTERS = 50, 15
LOCAL = {"127.0.0.1", "localhost", "[::1]"}


def weak(key: str) -> bool:
    """Whether the key is the published one, short or made of few characters."""
    return key == INSECURE_KEY or len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or key.startswith("django-insecure-")


def key_faults() -> Iterator[CheckMessage]:
    """E001, E002: keys."""
    hint = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    if weak(settings.SECRET_KEY):
        yield Error("SCHOOL_SECRET_KEY is missing or weak: production needs 50 random characters.", hint=hint, id="ops.E001")
    if any(weak(key) for key in settings.SECRET_KEY_FALLBACKS):
        yield Error("SCHOOL_SECRET_KEY_FALLBACKS holds a weak key: whoever guesses it signs sessions.", hint=hint, id="ops.E002")


def host_faults() -> Iterator[CheckMessage]:
    """E003–E005: names that the site answers to."""
    hosts = settings.ALLOWED_HOSTS
    if not set(hosts) - LOCAL:
        yield Error("SCHOOL_HOSTS is missing: name the hosts that the site answers to, comma-separated.", id="ops.E003")
    if any(host.startswith(("*", ".")) for host in hosts):
        yield Error("SCHOOL_HOSTS holds a wildcard: name each host in full.", id="ops.E004")
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if address.scheme != "https" or address.hostname not in hosts:
        yield Error("SCHOOL_BASE_URL must be https:// with one of SCHOOL_HOSTS: letters and feeds point there.", id="ops.E005")


def service_faults() -> Iterator[CheckMessage]:
    """E006–E009: what must be on or off."""
    if settings.DEBUG:
        yield Error("SCHOOL_DEBUG is on: its pages show settings and code to everybody.", id="ops.E006")
    if settings.DEMO:
        yield Error("SCHOOL_DEMO is on: it lets staff in without a second factor, with a published password.", id="ops.E007")
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield Error("SCHOOL_DATABASE_URL is missing: production needs PostgreSQL.", id="ops.E008")
    if not settings.CELERY_BROKER_URL or settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        yield Error("SCHOOL_REDIS_URL is missing: Celery and the limits on sign-in need Redis.", id="ops.E009")


def production_faults() -> list[CheckMessage]:
    """Every fault of a production start; nothing in the other modes."""
    if settings.MODE != "production":
        return []
    faults = [*key_faults(), *host_faults(), *service_faults()]
    if settings.MAIL_TRANSPORT_BACKEND.endswith((".console.EmailBackend", ".filebased.EmailBackend")):
        faults.append(Warning("SCHOOL_EMAIL_URL is not set: letters are written down here and reach nobody.", id="ops.W001"))
    return faults


def sqlite_faults() -> list[CheckMessage]:
    """E010: SQLite without IMMEDIATE loses writes of two processes."""
    default = settings.DATABASES["default"]
    if not default["ENGINE"].endswith("sqlite3"):
        return []
    options = default.get("OPTIONS", {})
    commands = options.get("init_command", "").replace(" ", "").lower()
    if options.get("transaction_mode") == "IMMEDIATE" and "journal_mode=wal" in commands and "synchronous=full" in commands:
        return []
    return [Error("SQLite must be opened with transaction_mode IMMEDIATE, journal_mode=WAL and synchronous=FULL: other modes lose writes.", id="ops.E010")]


def restore_faults() -> list[CheckMessage]:
    """E011: half of a backup looks like a site and is none."""
    if not (settings.VAR / UNFINISHED_RESTORE).exists():
        return []
    hint = "Empty database and folder, then run manage.py restore again."
    return [Error(f"A restore into {settings.VAR} was broken off or found differences.", hint=hint, id="ops.E011")]


def start_faults() -> list[CheckMessage]:
    """All of them."""
    return [*production_faults(), *sqlite_faults(), *restore_faults()]


@register()
def start_check(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """`manage.py check`, and so every command of ours."""
    return start_faults()


def refuse_bad_start() -> None:
    """Called first by web server and worker. Raises SystemExit with a line per fault."""
    faults = [fault for fault in start_faults() if fault.is_serious()]
    if faults:
        raise SystemExit("This start is refused:\n  " + "\n  ".join(f"{fault.id} {fault.msg}" for fault in faults))
