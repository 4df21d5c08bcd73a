"""`make check`: every gate that needs no test run, each with its seconds; all are run, the first failure decides the exit."""
import os
import subprocess
import sys
import time

PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
DEPLOY = {
    "SCHOOL_SECRET_KEY": "check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP", "SCHOOL_DATABASE_URL": "postgresql://school@127.0.0.1:1/school",
    "SCHOOL_HOSTS": "school.example.org", "SCHOOL_REDIS_URL": "redis://127.0.0.1:1/0", "SCHOOL_BASE_URL": "https://school.example.org",
    "SCHOOL_EMAIL_URL": "smtp://127.0.0.1:1", "DJANGO_SETTINGS_MODULE": "config.settings.production",
}
GATES = {
    "lint": ([*PYTHON, "ruff", "check", "--no-cache", "-q", "."], {}),
    "templates": ([*PYTHON, "djlint", "templates", "--lint", "--quiet"], {}),
    "import contracts": ([sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"], {}),
    "missing migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
    "system checks": ([*MANAGE, "check", "--fail-level", "WARNING"], {}),
    "deploy checks": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], DEPLOY),
    "types": ([*PYTHON, "mypy", "--cache-dir=/dev/null" if os.environ.get("CI") else "--cache-dir=var/mypy"], {}),
}


def main() -> int:
    """Run the gates named in the arguments, or all; the number of failures."""
    failed = []
    for name, (command, extra) in GATES.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        started = time.monotonic()
        run = subprocess.run(command, env={**os.environ, **extra}, capture_output=True, text=True)
        print(f"{'ok  ' if run.returncode == 0 else 'FAIL'} {name:20} {time.monotonic() - started:5.1f} s", flush=True)
        if run.returncode:
            failed.append(name)
            print(run.stdout[-8000:], run.stderr[-4000:], sep="\n")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
