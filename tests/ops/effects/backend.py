"""A carrier of letters: a line with the Message-ID for each, which a kill cannot take back."""
from django.core.mail.backends.base import BaseEmailBackend

from tests.ops.effects.handlers import note


class Backend(BaseEmailBackend):
    """Django's interface."""

    def send_messages(self, messages):
        """The number sent."""
        for letter in messages:
            note("letter", letter.extra_headers["Message-ID"])
        return len(messages)
