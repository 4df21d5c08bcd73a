"""Every test starts in Russian and with unspent limits."""
import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def fresh_start():
    cache.clear()
    translation.activate("ru")
    yield
    translation.activate("ru")
    cache.clear()
