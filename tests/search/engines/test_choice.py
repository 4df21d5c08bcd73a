"""A process holds only the engine it uses."""
from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
import sys, django
django.setup()
from search.engines import engine
engine()
print(*(name for name in ("tantivy", "elasticsearch") if name in sys.modules))
"""


@pytest.mark.parametrize(("address", "client"), [("", "tantivy"), ("http://127.0.0.1:9", "elasticsearch")])
def test_engine_imports_only_the_client_it_speaks_to(tmp_path, address, client):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.embedded", "SCHOOL_ELASTIC_URL": address, "SCHOOL_VAR": str(tmp_path)}
    answer = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == [client]
