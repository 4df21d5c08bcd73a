"""When a password is too easy."""
import pytest

from accounts.rules.passwords import CONTEXT_WORDS, LONGEST, Flaw, password_flaw


@pytest.mark.parametrize(("length", "second", "flaw"), [
    (14, False, Flaw.TOO_SHORT), (15, False, None), (16, False, None),
    (7, True, Flaw.TOO_SHORT), (8, True, None), (9, True, None),
    (LONGEST - 1, False, None), (LONGEST, False, None), (LONGEST + 1, False, Flaw.TOO_LONG),
])
def test_password_flaw_at_each_limit(length, second, flaw):
    assert password_flaw("ю" * length, second) == flaw


@pytest.mark.parametrize("password", ["Школа-Мэров-2026!", "школамэров12345", "ШКОЛА школа школа", "mayorschool2026", "пароль-мэра-2026"])
def test_password_flaw_of_our_words_is_context(password):
    assert password_flaw(password, False) == Flaw.CONTEXT


@pytest.mark.parametrize("password", ["берёзовый-мост-71", "школа под липами у реки", "мэр выгуливает трёх сов"])
def test_password_flaw_of_our_words_among_others_is_none(password):
    assert password_flaw(password, False) is None


def test_context_words_hold_no_yo_and_no_capital():
    assert [word for word in CONTEXT_WORDS if word != word.casefold() or "ё" in word] == []
