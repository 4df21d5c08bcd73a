"""How passwords are checked and kept."""
import argon2
import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings

from accounts.models import User
from accounts.roles import Role
from accounts.validators import GoodPassword
from config.settings import base
from tests.people import PASSWORD, someone


def faults(password: str, user: User | None = None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages
    return []


@override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS)
def test_hash_is_argon2_of_19_mib():
    stored = make_password(PASSWORD)
    parameters = argon2.extract_parameters(stored.removeprefix("argon2"))
    assert (parameters.type, parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (argon2.Type.ID, 19_456, 2, 1)
    assert (check_password(PASSWORD, stored), check_password(PASSWORD + " ", stored)) == (True, False)


@override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS)
def test_old_hash_is_read_and_renewed():
    old, renewed = make_password(PASSWORD, hasher="pbkdf2_sha256"), []
    assert check_password(PASSWORD, old, setter=renewed.append)
    assert renewed == [PASSWORD]


@pytest.mark.parametrize(("password", "text"), [
    ("три-совы-мост!", "Пароль короткий: добавьте ещё 1 знак, чтобы стало 15. Легко запомнить фразу из нескольких слов."),
    ("три-совы-мос", "Пароль короткий: добавьте ещё 3 знака, чтобы стало 15. Легко запомнить фразу из нескольких слов."),
    ("три-совы", "Пароль короткий: добавьте ещё 7 знаков, чтобы стало 15. Легко запомнить фразу из нескольких слов."),
    ("школамэров-2026", "«Школа», «мэр» и подобные слова подбирают первыми. Добавьте слова, не связанные с работой."),
    ("с" * 129, "Пароль длиннее 128 знаков. Сократите его."),
])
def test_fault_says_what_to_change(password, text):
    assert faults(password) == [text]


def test_good_password_is_taken():
    assert faults("три совы над мостом") == []
    assert "15" in GoodPassword().get_help_text()


def test_shorter_password_is_enough_beside_a_second_factor(db):
    alone = someone(Role.CONTENT_EDITOR, second_factor=False)
    assert len(faults("сова-мост", alone)) == 1
    assert faults("сова-мост", someone(Role.CONTENT_EDITOR, second_factor=True)) == []


def test_password_like_ones_own_address_is_refused(db):
    assert len(faults("municipal_user@people", someone(Role.MUNICIPAL_USER))) == 1
