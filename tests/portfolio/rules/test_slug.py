"""Readable addresses."""
import pytest

from portfolio.rules.slug import slug_of


@pytest.mark.parametrize("title, slug", [
    ("Оптимизация согласования маршрута автобуса", "optimizatsiya-soglasovaniya-marshruta-avtobusa"), ("«Окно инвестора»: 45 → 12 дней", "okno-investora-45-12-dney"),
    ("Ёж, щука и подъезд", "ezh-shchuka-i-podezd"), ("", "practice"), ("→ «»", "practice"), ("NYC bridge", "nyc-bridge"),
    ("а" * 80, "a" * 60), ("слово " * 20, "slovo-slovo-slovo-slovo-slovo-slovo-slovo-slovo-slovo-slovo"),
])
def test_slug_of(title, slug):
    assert slug_of(title) == slug
    assert len(slug) <= 60
