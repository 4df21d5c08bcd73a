"""Keys of the authenticator app and seeds of recovery codes are no plain text in the database; rows from before are read."""
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection

from accounts.roles import Role
from tests.accounts.totp import code
from tests.people import SECRET, someone


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return " ".join(str(row[0]) for row in cursor.fetchall())


def test_secret_and_seed_are_not_in_the_table(db):
    user = someone(Role.CONTENT_EDITOR)
    codes = RecoveryCodes.activate(user)
    seed = codes.instance.data["seed"]
    assert SECRET not in stored()
    assert seed.startswith("gAAAA")
    assert Authenticator.objects.get(user=user, type="totp").wrap().validate_code(code()) is True
    assert codes.validate_code(codes.get_unused_codes()[0]) is True


def test_plain_row_of_an_older_database_is_read(db):
    user = someone(Role.CONTENT_EDITOR)
    Authenticator.objects.filter(user=user).update(data={"secret": SECRET})
    assert Authenticator.objects.get(user=user).wrap().validate_code(code()) is True
    old = Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": RecoveryCodes.generate_seed(), "used_mask": 0})
    assert len(old.wrap().get_unused_codes()) == 10


def test_former_key_reads_second_factors(db, settings):
    user = someone(Role.CONTENT_EDITOR)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "new-key" * 8
    assert Authenticator.objects.get(user=user).wrap().validate_code(code()) is True
