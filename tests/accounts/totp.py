"""What the app on the phone shows."""
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.people import SECRET


def code(secret: str = SECRET) -> str:
    """The six digits of this half minute."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
