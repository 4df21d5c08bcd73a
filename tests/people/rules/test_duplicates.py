"""Golden pairs: what is proposed, with how many points, and why."""
from datetime import date

import pytest

from people.rules.duplicates import PROPOSE_FROM, Facts, Likeness, Why, block_keys, compare

BORN = date(1979, 4, 12)
BASE = Facts("Соловьёва", "Пелагея", "Артёмовна", BORN, "p.solovieva@gorod.invalid")


def like(**changes) -> Facts:
    """The base with some facts changed."""
    return Facts(**{**BASE.__dict__, **changes})


GOLDEN = [
    ("twin", BASE, 100, [Why.NAME_SAME, Why.BIRTH_SAME, Why.EMAIL_SAME]),
    ("yo", like(family="Соловьева", patronymic="Артемовна", email=""), 100, [Why.NAME_FOLDED, Why.BIRTH_SAME]),
    ("no date", like(birth_date=None, email=""), 60, [Why.NAME_SAME, Why.BIRTH_MISSING]),
    ("capitals", like(family="СОЛОВЬЁВА", birth_date=None, email="other@gorod.invalid"), 60, [Why.NAME_SAME, Why.BIRTH_MISSING]),
    ("slip", like(family="Соловёва", birth_date=None, email=""), 60, [Why.NAME_TYPO, Why.BIRTH_MISSING]),
    ("slip of two letters turned", like(given="Пеалгея", email=""), 100, [Why.NAME_TYPO, Why.BIRTH_SAME]),
    ("slip without patronymic", like(family="Соловева", patronymic="", email=""), 85, [Why.NAME_TYPO_SHORT, Why.BIRTH_SAME]),
    ("no patronymic", like(patronymic="", email=""), 80, [Why.NAME_NO_PATRONYMIC, Why.BIRTH_SAME]),
    ("no patronymic, no date, one mailbox", like(patronymic="", birth_date=None), 80, [Why.NAME_NO_PATRONYMIC, Why.BIRTH_MISSING, Why.EMAIL_SAME]),
    ("initials", like(given="П.", patronymic="А.", email=""), 75, [Why.NAME_INITIALS, Why.BIRTH_SAME]),
    ("one initial", like(given="П", patronymic="", email=""), 75, [Why.NAME_INITIALS, Why.BIRTH_SAME]),
    ("swapped", like(family="Пелагея", given="Соловьева", birth_date=None, email=""), 60, [Why.NAME_SWAPPED, Why.BIRTH_MISSING]),
    ("swapped, short", like(family="Пелагея", given="Соловьева", patronymic="", email=""), 85, [Why.NAME_SWAPPED_SHORT, Why.BIRTH_SAME]),
    ("married", like(family="Крутова", email=""), 60, [Why.FAMILY_DIFFERS, Why.BIRTH_SAME]),
    ("married, one mailbox", like(family="Крутова", birth_date=None), 60, [Why.FAMILY_DIFFERS, Why.BIRTH_MISSING, Why.EMAIL_SAME]),
    ("day and month turned", like(birth_date=date(1979, 12, 4), email=""), 85, [Why.NAME_SAME, Why.BIRTH_SWAPPED]),
    ("one digit off", like(birth_date=date(1979, 4, 13), email=""), 75, [Why.NAME_SAME, Why.BIRTH_TYPO]),
    ("mailbox in capitals", like(email=" P.Solovieva@gorod.invalid", birth_date=None), 100, [Why.NAME_SAME, Why.BIRTH_MISSING, Why.EMAIL_SAME]),
]
STRANGERS = [
    ("namesake", like(birth_date=date(1985, 9, 30), email=""), 0, [Why.NAME_SAME, Why.BIRTH_DIFFERS]),
    ("namesake, one mailbox", like(birth_date=date(1985, 9, 30)), 40, [Why.NAME_SAME, Why.BIRTH_DIFFERS, Why.EMAIL_SAME]),
    ("colleague, one mailbox", like(family="Рубцов", given="Арсений", patronymic="Глебович", birth_date=None), 0, []),
    ("born on one day", like(family="Рубцов", given="Арсений", patronymic="Глебович", email=""), 0, []),
    ("another given name", like(given="Аксинья", email=""), 0, []),
    ("no patronymic, no date", like(patronymic="", birth_date=None, email=""), 40, [Why.NAME_NO_PATRONYMIC, Why.BIRTH_MISSING]),
    ("two slips", like(family="Соловева", given="Пелогея", email=""), 0, []),
    ("initials, no date", like(given="П", patronymic="А", birth_date=None, email=""), 35, [Why.NAME_INITIALS, Why.BIRTH_MISSING]),
    ("married, no date", like(family="Крутова", birth_date=None, email=""), 20, [Why.FAMILY_DIFFERS, Why.BIRTH_MISSING]),
    ("other patronymic", like(patronymic="Ильинична", email=""), 0, []),
]


@pytest.mark.parametrize(("name", "other", "score", "reasons"), GOLDEN + STRANGERS, ids=[row[0] for row in GOLDEN + STRANGERS])
def test_compare_golden_pair_gives_points_with_reasons_either_way(name, other, score, reasons):
    assert compare(BASE, other) == compare(other, BASE) == Likeness(score, tuple(reasons))


@pytest.mark.parametrize(("name", "other", "score", "reasons"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_compare_proposed_pair_shares_a_block(name, other, score, reasons):
    assert compare(BASE, other).is_proposed
    assert block_keys(BASE) & block_keys(other) != frozenset()


@pytest.mark.parametrize(("name", "other", "score", "reasons"), STRANGERS, ids=[row[0] for row in STRANGERS])
def test_compare_strangers_are_not_proposed(name, other, score, reasons):
    assert not compare(BASE, other).is_proposed


def test_compare_short_name_is_not_a_slip_of_another():
    assert compare(Facts("Кедров", "Ян", "Ильич"), Facts("Кедров", "Ли", "Ильич")).reasons == ()
    assert compare(Facts("Кедров", "Лев", "Ильич"), Facts("Кедров", "Лей", "Ильич")).reasons == ()


def test_compare_slip_in_the_first_letter_is_found_by_the_birth_date_only():
    one, other = Facts("Кедров", "Игнат", "Ильич", BORN), Facts("Педров", "Игнат", "Ильич", BORN)
    assert block_keys(one) & block_keys(other) != frozenset()
    assert block_keys(Facts("Кедров", "Игнат", "Ильич")) & block_keys(Facts("Педров", "Игнат", "Ильич")) == frozenset()


def test_likeness_is_proposed_at_and_over_the_limit_only():
    assert [Likeness(PROPOSE_FROM + step, ()).is_proposed for step in (-1, 0, 1)] == [False, True, True]


def test_block_keys_name_nobody():
    assert all(len(key) == 16 and int(key, 16) >= 0 for key in block_keys(BASE))
    assert len(block_keys(BASE)) == 6
    assert len(block_keys(Facts("Кедров", "Игнат"))) == 2
