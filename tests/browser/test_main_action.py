"""The main action of a page: under the heading on a wide screen, at the bottom of a phone's screen however far one has scrolled."""
from portfolio.fields import PlaceFields
from tests.factories.portfolio import live
from tests.factories.territories import MunicipalityFactory, RegionFactory


def edges(page) -> tuple[float, float]:
    """Lower edge of the action and of the window, in CSS pixels."""
    box = page.locator(".acts").bounding_box()
    return box["y"] + box["height"], page.evaluate("window.innerHeight")


def test_main_action_sticks_to_the_bottom_of_a_phone(watched, server):
    region = RegionFactory(name="Тихая область", slug="tikhaya-oblast")
    live(places=(PlaceFields(MunicipalityFactory(name="Тихий", region=region).pk),))
    watched.set_viewport_size({"width": 390, "height": 500})
    watched.goto(f"{server.url}/territories/tikhaya-oblast/")
    low, window = edges(watched)
    assert window - 24 <= low <= window
    watched.set_viewport_size({"width": 1440, "height": 900})
    assert edges(watched)[0] < 400
