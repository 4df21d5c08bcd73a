"""What must not lie in the repository: places of a machine, registry addresses, inline script or style, unfinished work."""
import re
import subprocess

from tests.architecture.test_layers import ROOT

TEXT = {".py", ".md", ".html", ".txt", ".toml", ".css", ".js", ".sh", ".svg", ".json", ".yml", ".tsv", ""}


def texts():
    """(path, text) of every text file of the repository except this one."""
    run = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in run.stdout.splitlines():
        path = ROOT / name
        if path.suffix in TEXT and path.is_file() and path.name != "test_repository.py" and path.stat().st_size < 2_000_000:
            yield name, path.read_text(errors="replace")


def found(pattern: str, only: str = "") -> list[str]:
    """`path: match` of a pattern in all texts, or in those whose path begins with `only`."""
    return [f"{name}: {m.group(0)}" for name, text in texts() if name.startswith(only) for m in re.finditer(pattern, text)]


def test_no_place_of_a_machine():
    assert found(r"/(?:work|root|home/\w+)/[\w./-]+") == []


def test_no_registry_address():
    assert found(r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|crates\.io|maven|deb\.debian|proxy\.golang)[\w./-]*") == []


def test_no_inline_script_or_style():
    inline = found(r"<script(?![^>]*(?:\bsrc=|application/ld\+json))[^>]*>|<style\b|\sstyle=|\son(?:click|change|load|submit|input)=", "templates/")
    assert [line for line in inline if not line.startswith("templates/accounts/mail/") or "style=" not in line] == []  # a letter has no style sheet


def test_nothing_is_left_for_later():
    assert found(r"\b(?:TODO|FIXME|XXX)\b|raise NotImplementedError") == []
