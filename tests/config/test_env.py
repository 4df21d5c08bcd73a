"""The typed environment: a bad value ends the start with its name; the key of one machine is made once."""
import stat
import subprocess
import sys

import pytest

from config.env import own_key
from tests.architecture.test_layers import ROOT


def start(**variables: str) -> tuple[int, str]:
    """Exit code and last words of a process that only reads the environment."""
    run = subprocess.run([sys.executable, "-c", "import config.env"], cwd=ROOT, env={"PATH": "", **variables}, capture_output=True, text=True)
    return run.returncode, run.stderr


@pytest.mark.parametrize(("name", "value", "words"), [
    ("SCHOOL_DEBUG", "нет", "boolean"), ("SCHOOL_EMAIL_URL", "flie", "console, file"), ("SCHOOL_EMAIL_URL", "smtp://", "console, file"),
    ("SCHOOL_DATABASE_URL", "mysql://a/b", "postgresql://"), ("SCHOOL_DATABASE_URL", "postgresql://host", "postgresql://"),
    ("SCHOOL_REDIS_URL", "localhost:6379", "redis://"), ("SCHOOL_SCANNER_ADDRESS", "clamd", "127.0.0.1:3310"),
    ("SCHOOL_OUTBOX_LEASE_SECONDS", "0", "greater than or equal to 1"), ("SCHOOL_SCANNER", "magic", "clamd"),
])
def test_bad_value_ends_the_start_with_its_name(name, value, words):
    code, said = start(**{name: value})
    assert (code, f"{name}={value!r}" in said, words in said, "Traceback" in said) == (1, True, True, False)


@pytest.mark.parametrize("variables", [
    {}, {"SCHOOL_EMAIL_URL": "smtp+tls://u:p@mail.example.org"}, {"SCHOOL_DATABASE_URL": "postgresql://u@h:5432/name?sslmode=require"}, {"SCHOOL_REDIS_URL": "redis://h/0"},
])
def test_good_values_start(variables):
    assert start(**variables)[0] == 0


def test_own_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    key = own_key(tmp_path / "var")
    assert (len(key) >= 50, own_key(tmp_path / "var")) == (True, key)
    path = tmp_path / "var" / "secret_key"
    assert (stat.S_IMODE(path.stat().st_mode), [p.name for p in path.parent.iterdir()]) == (0o600, ["secret_key"])
