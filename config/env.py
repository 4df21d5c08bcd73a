"""Environment, typed: every setting that may come from outside, with a clear error for a bad value."""
import os
import secrets
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
INSECURE_KEY = "embedded-only-" + "x" * 50
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class Env(BaseSettings):
    """Variables named SCHOOL_…; `docs/configuration.md` explains each, and a test keeps that page complete."""

    model_config = SettingsConfigDict(env_prefix="SCHOOL_", extra="ignore")

    debug: bool = Field(default=False, description="Django's debug pages and the living page of components")
    secret_key: str = Field(default=INSECURE_KEY, description="signs sessions and links; 50 random characters in production; on one machine a key is made in `var/secret_key`")
    secret_key_fallbacks: str = Field(default="", description="older keys, comma-separated, while a new one is rolled out")
    var: Path = Field(default=ROOT / "var", description="folder of the database, the index, files and caches")
    database_url: str = Field(default="", description="postgresql://user:password@host:port/name; empty means SQLite in var/")
    redis_url: str = Field(default="", description="redis://host:port/0 for Celery and the shared cache")
    elastic_url: str = Field(default="", description="http://user:password@host:9200 of Elasticsearch; empty means the index on this machine's disk")
    elastic_prefix: str = Field(default="practices", pattern=r"^[a-z][a-z0-9-]{0,40}$", description="first word of the names of its indices, where several sites share a server")
    embedder: Literal["none"] = Field(default="none", description="search by meaning: `none` until a model is installed")
    hosts: str = Field(default="127.0.0.1,localhost", description="host names that the site answers to, comma-separated")
    base_url: str = Field(default="http://localhost:8000", description="address of the site in letters, feeds and the sitemap")
    demo: bool = Field(default=False, description="seed the demo catalogue, show the demo notice and let staff in without a second factor")
    email_url: str = Field(default="console", description="console, file, or smtp://user:password@host:port (smtp+tls:// for STARTTLS, smtps:// for TLS)")
    email_from: str = Field(default="Школа мэров <noreply@localhost>", description="sender of letters")
    security_contact: str = Field(default="mailto:security@example.org", description="contact line of security.txt")
    scanner: Literal["none", "clamd"] = Field(default="none", description="virus scanner of private files")
    scanner_address: str = Field(default="127.0.0.1:3310", description="host:port of clamd")
    quarantine: bool = Field(default=True, description="with a scanner: hold a file until it is found clean")
    free_space_floor_mb: int = Field(default=200, ge=0, description="megabytes that stay free: below them no file is taken and `/readyz` says no")
    file_quota_mb: int = Field(default=2000, ge=0, description="megabytes of private files that one person may keep")
    outbox_lease_seconds: int = Field(default=30, ge=1, description="how long the runner owns a batch before another may take it")
    proxies: int = Field(default=0, ge=0, description="trusted proxies in front: how many X-Forwarded-For entries are believed, and whether X-Forwarded-Proto is")
    hsts_subdomains: bool = Field(default=False, description="promise HTTPS for all subdomains too and allow the browsers' preload list")

    @field_validator("database_url")
    @classmethod
    def is_postgresql(cls, value: str) -> str:
        """Raises ValueError for another database or a missing name."""
        url = urlsplit(value)
        if value and (url.scheme not in ("postgresql", "postgres") or not url.path.strip("/")):
            raise ValueError("must look like postgresql://user:password@host:port/name")
        return value

    @field_validator("redis_url")
    @classmethod
    def is_redis(cls, value: str) -> str:
        """Raises ValueError for another scheme."""
        if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("must look like redis://host:port/0")
        return value

    @field_validator("email_url")
    @classmethod
    def is_mail(cls, value: str) -> str:
        """Raises ValueError for anything but console, file or an SMTP address."""
        url = urlsplit(value)
        if value not in ("console", "file") and (url.scheme not in MAIL_PORTS or not url.hostname):
            raise ValueError("must be console, file, or smtp://user:password@host:port (smtp+tls:// or smtps:// for encryption)")
        return value

    @field_validator("scanner_address")
    @classmethod
    def has_port(cls, value: str) -> str:
        """Raises ValueError without a port."""
        if not value.rpartition(":")[2].isdigit() or not value.rpartition(":")[0]:
            raise ValueError("must look like 127.0.0.1:3310")
        return value


def load() -> Env:
    """Read the environment; a bad value ends the start with its name and what is wrong.

    Raises SystemExit with one line per bad variable.
    """
    try:
        return Env()
    except ValidationError as error:
        lines = [f"SCHOOL_{str(e['loc'][0]).upper()}={e['input']!r}: {e['msg']}" for e in error.errors()]
        raise SystemExit("Bad environment:\n  " + "\n  ".join(lines)) from None


def own_key(folder: Path) -> str:
    """The key of this one machine, made at the first start and readable by its owner only."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"secret_key.{os.getpid()}"
    if not path.exists():
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(half, path)  # the first process wins, the others read what it wrote
        except FileExistsError:
            pass
        half.unlink()
    return path.read_text()


env = load()
