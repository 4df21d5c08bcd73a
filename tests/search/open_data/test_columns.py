"""Cells that are text for reading."""
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from search.open_data.columns import money


@pytest.mark.parametrize(("language", "text"), [("ru", "Местный бюджет: 1600; Бизнес: 720,5"), ("en", "Local budget: 1600; Business: 720.5")])
def test_money_by_source_is_written_as_the_language_writes_numbers(language, text):
    lines = [SimpleNamespace(source="business", amount_krub=Decimal("720.50")), SimpleNamespace(source="local", amount_krub=Decimal("1600.00"))]
    with translation.override(language):
        assert money(SimpleNamespace(text=SimpleNamespace(budget=lines)), "") == text
