"""Environment, typed: every setting that may come from outside, with a clear error for a bad value."""
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
INSECURE_KEY = "embedded-only-" + "x" * 50


class Env(BaseSettings):
    """Variables named SCHOOL_…; `docs/configuration.md` explains each, and a test keeps that page complete."""

    model_config = SettingsConfigDict(env_prefix="SCHOOL_", extra="ignore")

    debug: bool = Field(default=False, description="Django's debug pages and the living page of components")
    secret_key: str = Field(default=INSECURE_KEY, description="signs sessions and links; 50 random characters in production")
    secret_key_fallbacks: str = Field(default="", description="older keys, comma-separated, while a new one is rolled out")
    var: Path = Field(default=ROOT / "var", description="folder of the database, the index, files and caches")
    database_url: str = Field(default="", description="postgresql://user:password@host:port/name; empty means SQLite in var/")
    redis_url: str = Field(default="", description="redis://host:port/0 for Celery and the shared cache")
    elastic_url: str = Field(default="", description="http://host:9200; empty means the embedded index")
    hosts: str = Field(default="127.0.0.1,localhost", description="host names that the site answers to, comma-separated")
    base_url: str = Field(default="http://localhost:8000", description="address of the site in letters, feeds and the sitemap")
    demo: bool = Field(default=False, description="seed the demo catalogue, show the demo notice and let staff in without a second factor")
    email_url: str = Field(default="console", description="console, file, or smtp://user:password@host:port (smtps:// for TLS)")
    email_from: str = Field(default="Школа мэров <noreply@localhost>", description="sender of letters")
    security_contact: str = Field(default="mailto:security@example.org", description="contact line of security.txt")
    scanner: Literal["none", "clamd"] = Field(default="none", description="virus scanner of private files")
    scanner_address: str = Field(default="127.0.0.1:3310", description="host:port of clamd")
    quarantine: bool = Field(default=True, description="with a scanner: hold a file until it is found clean")
    free_space_floor_mb: int = Field(default=200, ge=0, description="megabytes that stay free: below them no file is taken and `/readyz` says no")
    file_quota_mb: int = Field(default=2000, ge=0, description="megabytes of private files that one person may keep")
    outbox_lease_seconds: int = Field(default=30, ge=1, description="how long the runner owns a batch before another may take it")
    proxies: int = Field(default=0, ge=0, description="trusted proxies in front: how many X-Forwarded-For entries are believed")


def load() -> Env:
    """Read the environment; a bad value ends the start with its name and what is wrong.

    Raises SystemExit with one line per bad variable.
    """
    try:
        return Env()
    except ValidationError as error:
        lines = [f"SCHOOL_{str(e['loc'][0]).upper()}={e['input']!r}: {e['msg']}" for e in error.errors()]
        raise SystemExit("Bad environment:\n  " + "\n  ".join(lines)) from None


env = load()
