"""The style sheets hold what the oldest supported browsers need, and ask nobody outside."""
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
PAIR = re.compile(r"(--[\w-]+):light-dark\(")


def without_supports(text):
    """The sheet without its @supports blocks, braces counted."""
    out, at = [], 0
    for found in re.finditer(r"@supports[^{]*\{", text):
        if found.start() < at:
            continue
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        out.append(text[at:found.start()])
        at = end
    return "".join([*out, text[at:]])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_pair_has_a_plain_value_before_it(sheet):
    text = sheet.read_text()
    plain = without_supports(text)
    assert "light-dark(" not in re.sub(r"/\*.*?\*/", "", plain, flags=re.S)
    missing = [name for name in PAIR.findall(text) if not re.search(re.escape(name) + r":(?!light-dark)", plain)]
    assert missing == []


def test_tokens_hold_as_many_pairs_as_the_reference():
    assert len(PAIR.findall((STATIC / "css" / "tokens.css").read_text())) == 42


def test_pair_without_a_plain_value_is_seen():
    text = "@supports (color: light-dark(#000, #fff)) {:root{--new:light-dark(#000,#fff)}}"
    assert (without_supports(text), PAIR.findall(text)) == ("", ["--new"])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheet_has_no_outside_address(sheet):
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text())
    assert [one for one in addresses if not one.startswith("../fonts/")] == []
    assert re.findall(r"@import", sheet.read_text()) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_font_of_a_sheet_is_in_the_repository(sheet):
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text())
    assert [one for one in addresses if not (sheet.parent / one).resolve().is_file()] == []


def test_mixed_colour_has_a_plain_line_before_it():
    text = "".join(sheet.read_text() for sheet in SHEETS)
    mixed = re.findall(r"([\w-]+):color-mix\(", text)
    assert [name for name in mixed if not re.search(rf"{name}:(?!color-mix)[^;]+;{name}:color-mix\(", text)] == []


def test_icon_used_in_a_template_is_in_the_sprite():
    sprite = set(re.findall(r'id="i-([\w-]+)"', (STATIC / "icons" / "sprite.svg").read_text()))
    templates = (STATIC.parent / "templates").rglob("*.html")
    used = {name for path in templates for name in re.findall(r'(?:<c-icon name="|icon="|#i-)([a-z][a-z0-9-]*)"', path.read_text())}
    assert used - sprite == set()
