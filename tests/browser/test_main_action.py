"""The main action of a page: under the heading on a wide screen, at the bottom of a phone's screen however far one has scrolled."""
from accounts.roles import Role
from tests.people import session_cookie, someone


def edges(page) -> tuple[float, float]:
    """Lower edge of the action and of the window, in CSS pixels."""
    box = page.locator(".acts").bounding_box()
    return box["y"] + box["height"], page.evaluate("window.innerHeight")


def test_main_action_sticks_to_the_bottom_of_a_phone(watched, server):
    watched.context.add_cookies([session_cookie(someone(Role.CONTENT_EDITOR), server.url)])
    watched.set_viewport_size({"width": 390, "height": 500})
    watched.goto(f"{server.url}/desk/imports/")
    low, window = edges(watched)
    assert window - 24 <= low <= window
    watched.set_viewport_size({"width": 1440, "height": 900})
    assert edges(watched)[0] < 400
