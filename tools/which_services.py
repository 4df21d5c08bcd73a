"""Say which services the tests will find; those absent are counted as skipped."""
import os
from pathlib import Path

path = Path(__file__).parents[1] / "var" / "services.env"
named = set(os.environ) | {line.split("=")[0] for line in (path.read_text().splitlines() if path.exists() else [])}
absent = [name for name in ("SCHOOL_TEST_POSTGRES_URL", "SCHOOL_TEST_REDIS_URL", "SCHOOL_TEST_ELASTIC_URL", "SCHOOL_TEST_CHROMIUM") if name not in named]
if absent:
    print("Absent, so their tests are skipped:", ", ".join(absent), "(make services starts them)")
