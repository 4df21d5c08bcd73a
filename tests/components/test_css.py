"""Style sheets for old browsers too: every pair of light and dark stands under @supports and has its plain light value before; nothing comes from outside."""
import re
from pathlib import Path

import pytest

from tests.architecture.test_layers import ROOT

SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
PAIR = re.compile(r"(--[\w-]+):light-dark\(([^,()]+),([^()]+)\)")
GUARD = "@supports (color: light-dark(#000, #fff)) {"


def without_comments(path: Path) -> str:
    """The sheet as the browser reads it."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)


def unguarded(css: str) -> str:
    """What stands outside the guard of `light-dark()`."""
    before, guard, rest = css.partition(GUARD)
    if not guard:
        return css
    depth, end = 1, 0
    while depth:
        depth += {"{": 1, "}": -1}.get(rest[end], 0)
        end += 1
    return before + unguarded(rest[end:])


def faults(css: str) -> list[str]:
    """Pairs without the same plain light value before them, and `light-dark()` outside the guard or outside a token."""
    plain = unguarded(css)
    found = ["light-dark() outside @supports"] if "light-dark(" in plain else []
    values = dict(re.findall(r"(--[\w-]+):([^;{}]+)[;}]", plain.split("@media", 1)[0]))
    pairs = PAIR.findall(css)
    found += [f"{name}: {light} has the plain value {values.get(name)}" for name, light, _ in pairs if values.get(name) != light.strip()]
    if css.count("light-dark(") - css.count("light-dark(#000, #fff)") != len(pairs):
        found.append("light-dark() that is no token")
    return found


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_pairs_have_a_plain_fallback(path):
    assert faults(without_comments(path)) == []


@pytest.mark.parametrize(("css", "wanted"), [
    (":root{--a:#fff;}" + GUARD + ":root{--a:light-dark(#fff,#000)}}", []),
    (GUARD + ":root{--a:light-dark(#fff,#000)}}", ["--a: #fff has the plain value None"]),
    (":root{--a:#eee;}" + GUARD + ":root{--a:light-dark(#fff,#000)}}", ["--a: #fff has the plain value #eee"]),
    (":root{--a:light-dark(#fff,#000)}", ["light-dark() outside @supports", "--a: #fff has the plain value light-dark(#fff,#000)"]),
    (GUARD + "a{color:light-dark(#fff,#000)}}", ["light-dark() that is no token"]),
])
def test_faults_planted_are_found(css, wanted):
    assert faults(css) == wanted


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_takes_nothing_from_outside(path):
    css = without_comments(path)
    assert (re.findall(r"url\([\"']?(?:https?:)?//[^)]*\)", css), re.findall(r"@import[^;]*", css)) == ([], [])


def test_sheets_need_nothing_newer_than_the_floor():
    css = "".join(map(without_comments, SHEETS))
    assert re.findall(r":has\(|oklch\(|anchor\(|\[popover\]|:popover-open|@starting-style|@scope|@layer[^;{]*\{[^{}]*&", css) == []
