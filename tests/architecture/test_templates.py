"""Every template compiles, is small, and holds no inline script or style."""
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2] / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.suffix in {".html", ".txt", ".xml"})


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    assert get_template(name).template.name == name


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_short_and_has_nothing_inline(name):
    text = (ROOT / name).read_text()
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=", text)
    if name.startswith("accounts/mail/"):  # mail programs know no style sheet
        inline = [part for part in inline if part.strip() != "style="]
    assert (text.count("\n") <= 150, inline) == (True, [])


def test_every_component_used_is_there():
    """`<c-tile-map>` is templates/components/tile_map.html; what comes from an attribute at run time is not looked at."""
    used = {name for path in ROOT.rglob("*.html") for name in re.findall(r"<c-([a-z][a-z-]*)", path.read_text())} - {"vars"}
    here = {path.stem.replace("_", "-") for path in (ROOT / "components").glob("*.html")}
    assert used - here == set()


def test_every_component_stands_on_the_living_page_or_within_one_that_does():
    """A component without a sample is one nobody looked at."""
    shown = {"brand", "icon", "crumbs", "effect", "sector"}  # parts of the frame and of others
    living = [*(ROOT / "website" / "living").glob("*.html"), ROOT / "website" / "components.html", ROOT / "website" / "_map.html"]
    shown |= {name for path in living for name in re.findall(r"<c-([a-z][a-z-]*)", path.read_text())}
    here = {path.stem.replace("_", "-") for path in (ROOT / "components").glob("*.html")}
    assert here - shown == {"spots"}  # the small map needs a region: shown on every municipality's page
