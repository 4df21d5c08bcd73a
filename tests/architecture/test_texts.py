"""Every text of the interface stands in our own Russian catalogue, and the compiled one equals it."""
import ast
import gettext
import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.architecture.test_layers import ROOT
from tests.architecture.test_sizes import product, tracked

FOLDER = ROOT / "locale" / "ru" / "LC_MESSAGES"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def catalogue() -> dict:
    """msgid (or (msgid, form)) → text, as the compiled file has it."""
    return gettext.GNUTranslations(io.BytesIO((FOLDER / "django.mo").read_bytes()))._catalog


def in_python() -> set[str]:
    """msgids in calls of gettext, by its usual names."""
    found = set()
    for name in product():
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                text = node.args[1 if node.func.id.startswith("p") else 0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found.add(text.value)
    return found


def in_templates() -> set[str]:
    """msgids of translate tags and filters, and of trimmed blocks."""
    found = set()
    for name in tracked("templates/*"):
        text = (ROOT / name).read_text()
        found |= set(re.findall(r"""\{%\s*translate\s+"((?:[^"\\]|\\.)*)\"""", text)) | set(re.findall(r"""\{%\s*translate\s+'([^']*)'""", text))
        for _, block in re.findall(r"\{%\s*blocktranslate([^%]*)%\}(.*?)\{%\s*endblocktranslate", text, re.S):
            for part in re.split(r"\{%\s*plural\s*%\}", block)[:1]:
                joined = " ".join(line.strip() for line in part.strip().splitlines())
                found.add(re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", joined.replace("%", "%%")))
    return found


def test_every_text_has_russian():
    known = {key if isinstance(key, str) else key[0] for key, value in catalogue().items() if value}
    known = {key.split("\x04")[-1] for key in known}
    assert sorted((in_python() | in_templates()) - known) == []


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is absent: make services")
def test_compiled_catalogue_equals_its_source():
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "django.mo"
        subprocess.run(["msgfmt", "--check-format", "-o", str(fresh), str(FOLDER / "django.po")], check=True)
        assert gettext.GNUTranslations(io.BytesIO(fresh.read_bytes()))._catalog == catalogue()
