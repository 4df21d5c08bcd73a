"""The class of a sector's mark."""
import pytest

from taxonomy.rules.hue import hue_of


@pytest.mark.parametrize(("code", "hue"), [("WST", "d-wst"), ("WST.cont", "d-wst"), ("", "d-")])
def test_hue_of_is_that_of_the_first_level(code, hue):
    assert hue_of(code) == hue
