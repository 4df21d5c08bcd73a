"""Every template of ours compiles, components included."""
import pytest
from django.template import engines

from tests.architecture.test_layers import ROOT
from tests.architecture.test_sizes import tracked

NAMES = sorted(name.removeprefix("templates/") for name in tracked("templates/*") if name.endswith((".html", ".txt")))


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name):
    assert engines["django"].get_template(name).template.name == name


def test_templates_are_found():
    assert "base.html" in NAMES and (ROOT / "templates" / "base.html").exists()
