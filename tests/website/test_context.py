"""What the frame says of an address: its other language and its door."""
import pytest
from django.test import RequestFactory
from django.utils import translation

from website.context import frame, without_language


@pytest.mark.parametrize(("path", "bare"), [
    ("/en/", "/"), ("/en", "/"), ("/en/about/", "/about/"), ("/en?q=1", "/?q=1"), ("/en/?q=/en/", "/?q=/en/"),
    ("/energy/", "/energy/"), ("/en-gb/", "/en-gb/"), ("/about/en/", "/about/en/"), ("/", "/"),
])
def test_only_a_whole_segment_is_a_language(path, bare):
    assert without_language(path) == bare


@pytest.mark.parametrize(("path", "language", "other", "door"), [
    ("/energy/", "ru", ("en", "/en/energy/"), "energy"), ("/en/energy/", "en", ("ru", "/energy/"), "energy"), ("/energy/", "en", ("ru", "/energy/"), "energy"),
])
def test_frame_of_an_address_that_begins_like_a_language(path, language, other, door):
    with translation.override(language):
        said = frame(RequestFactory().get(path))
    assert ((said["other_language"]["code"], said["other_language"]["address"]), said["door"]) == (other, door)
