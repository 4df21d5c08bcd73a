"""Devices in words."""
import pytest

from accounts.rules.devices import device

MOZILLA = "Mozilla/5.0 "


@pytest.mark.parametrize(("text", "words"), [
    (MOZILLA + "(Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36", ("Chrome", "Windows")),
    (MOZILLA + "(Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Windows")),
    (MOZILLA + "(Windows NT 10.0) AppleWebKit/537.36 Chrome/138.0 YaBrowser/25.8 Safari/537.36", ("Yandex Browser", "Windows")),
    (MOZILLA + "(X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", ("Firefox", "Linux")),
    (MOZILLA + "(iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1 Version/18.6 Mobile/15E148 Safari/604.1", ("Safari", "iPhone")),
    (MOZILLA + "(Linux; Android 15; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
    (MOZILLA + "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/18.6 Safari/605.1", ("Safari", "macOS")),
    ("curl/8.5", ("", "")), ("", ("", "")),
])
def test_device_is_told_by_the_first_sign(text, words):
    assert device(text) == words
