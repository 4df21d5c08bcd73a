"""`docs/configuration.md` names every variable with its default, and nothing else."""
import re

from config.env import Env
from tests.architecture.test_layers import ROOT

PAGE = ROOT / "docs" / "configuration.md"


def test_every_variable_stands_on_the_page():
    named = set(re.findall(r"`(SCHOOL_(?!TEST_)[A-Z_]+)`", PAGE.read_text()))
    assert named == {f"SCHOOL_{name.upper()}" for name in Env.model_fields} | {"SCHOOL_PARENT_PIPE", "SCHOOL_READY_NOTE"}


def test_every_description_stands_on_the_page():
    text = PAGE.read_text()
    assert [name for name, field in Env.model_fields.items() if field.description not in text] == []
