"""Letters are owed in the transaction and carried by the runner."""
from __future__ import annotations

import smtplib
import socketserver
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, mail_admins
from django.db import transaction
from django.utils import timezone

from ops.mail import LARGEST, passes, send_mail_later
from ops.models import OutboxRow
from ops.outbox import drain, drain_all


@pytest.fixture(autouse=True)
def through_the_outbox(settings, db):
    """As outside tests; pytest-django has put Django's memory backend in its place."""
    settings.EMAIL_BACKEND = "ops.mail.OutboxBackend"


def test_letter_is_owed_then_sent():
    send_mail_later("a@example.org", "Тема", "Текст", "<p>Текст</p>", "invite:7")
    assert mail.outbox == []
    assert drain() == 1
    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (["a@example.org"], "Тема", "Текст")
    assert [tuple(part) for part in letter.alternatives] == [("<p>Текст</p>", "text/html")]


def test_message_id_is_stable_for_a_key_and_new_without():
    for _ in range(2):
        send_mail_later("a@example.org", "s", "t", message_id_key="invite:7")
        send_mail_later("a@example.org", "s", "t")
    drain_all()
    first, second, third, fourth = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert first == third
    assert len({first, second, fourth}) == 3
    assert first.startswith("<") and first.endswith("@localhost>")


def test_letter_of_a_roll_back_is_not_sent():
    with pytest.raises(RuntimeError), transaction.atomic():
        send_mail_later("a@example.org", "s", "t")
        raise RuntimeError
    assert (drain_all(), mail.outbox) == (0, [])


def test_backend_keeps_every_part_of_a_letter():
    letter = EmailMultiAlternatives("s", "t", "from@example.org", ["a@example.org"], ["b@example.org"], cc=["c@example.org"], reply_to=["r@example.org"], headers={"X-A": "1"})
    letter.attach_alternative("<p>t</p>", "text/html")
    letter.attach("a.txt", "привет", "text/plain")
    letter.attach("b.bin", b"\x00\xff", "application/octet-stream")
    assert letter.send() == 1
    drain_all()
    (sent,) = mail.outbox
    kept = ("subject", "body", "from_email", "to", "bcc", "cc", "reply_to", "content_subtype")
    assert {name: getattr(sent, name) for name in kept} == {name: getattr(letter, name) for name in kept}
    assert sent.extra_headers["X-A"] == "1"
    assert [tuple(part) for part in sent.attachments] == [("a.txt", "привет", "text/plain"), ("b.bin", b"\x00\xff", "application/octet-stream")]
    assert [tuple(part) for part in sent.alternatives] == [("<p>t</p>", "text/html")]


def test_backend_owes_djangos_own_letters_and_skips_those_to_nobody(settings):
    settings.ADMINS = [("A", "a@example.org")]
    mail_admins("s", "t")
    assert EmailMessage("s", "t", to=[]).send() == 0
    assert OutboxRow.objects.count() == 1


def test_words_are_forgotten_after_sending():
    send_mail_later("a@example.org", "s", "https://example.org/sign-in/secret/")
    drain_all()
    row = OutboxRow.objects.get()
    assert (row.payload, "example" in row.key) == ({}, False)


def test_letter_already_sent_by_a_runner_that_died_is_not_sent_again():
    send_mail_later("a@example.org", "s", "t")
    drain_all()
    OutboxRow.objects.update(done_at=None)
    assert (drain_all(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize(("more", "owed"), [(-1, True), (0, True), (1, False)])
def test_attachments_at_their_limit(more, owed):
    letter = EmailMessage("s", "t", to=["a@example.org"])
    letter.attach("a.txt", "a" * (LARGEST + more), "text/plain")
    if owed:
        assert letter.send() == 1
    else:
        with pytest.raises(ValueError, match="5 MB"):
            letter.send()


class Carrier(socketserver.StreamRequestHandler):
    """As much SMTP as a client needs; what it says to RCPT is the test's."""

    def handle(self):
        self.say("220 ready")
        data = False
        while line := self.rfile.readline().decode():
            if data:
                self.server.lines.append(line.rstrip())
                if line == ".\r\n":
                    data = False
                    self.say("250 taken")
            elif line.upper().startswith("RCPT"):
                self.say(self.server.answer)
            elif line.upper().startswith("DATA"):
                data = True
                self.say("354 go on")
            elif line.upper().startswith("QUIT"):
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def carrier(settings):
    """A real socket that speaks SMTP."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Carrier)
    server.daemon_threads = True
    server.answer, server.lines = "250 ok", []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.MAIL_TRANSPORT_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_smtp_carries_the_letter(carrier):
    send_mail_later("a@example.org", "s", "t", message_id_key="k")
    row = OutboxRow.objects.get()
    wanted = "Message-ID: " + row.payload["headers"]["Message-ID"]
    assert drain() == 1
    assert wanted in carrier.lines


def test_smtp_that_says_later_costs_no_attempt(carrier):
    carrier.answer = "451 later"
    send_mail_later("a@example.org", "s", "t")
    assert drain() == 0
    row = OutboxRow.objects.get()
    assert (row.attempts, row.error, row.dead_at) == (0, "", None)
    assert row.due_at > timezone.now() + timedelta(seconds=4)


def test_smtp_that_says_never_costs_an_attempt_and_notes_no_address(carrier):
    carrier.answer = "550 <a@example.org> unknown"
    send_mail_later("a@example.org", "s", "t")
    assert drain() == 0
    row = OutboxRow.objects.get()
    assert (row.attempts, row.error) == (1, "LetterRefused('SMTPRecipientsRefused 550')")


def test_carrier_down_waits_a_day_then_fails(settings, carrier):
    carrier.shutdown()
    carrier.server_close()
    send_mail_later("a@example.org", "s", "t")
    now = timezone.now()
    for hours, attempts in ((0, 0), (1, 0), (23, 0), (25, 1)):
        with time_machine.travel(now + timedelta(hours=hours, seconds=5)):
            drain()
        assert OutboxRow.objects.get().attempts == attempts, hours


@pytest.mark.parametrize(("error", "wanted"), [
    (ConnectionRefusedError(111, "x"), True), (TimeoutError(), True), (smtplib.SMTPServerDisconnected("x"), True), (smtplib.SMTPConnectError(421, "x"), True),
    (smtplib.SMTPSenderRefused(452, b"x", "a"), True), (smtplib.SMTPSenderRefused(550, b"x", "a"), False), (smtplib.SMTPAuthenticationError(535, "x"), False),
    (smtplib.SMTPNotSupportedError("x"), False), (smtplib.SMTPRecipientsRefused({"a": (450, b"x")}), True),
    (smtplib.SMTPRecipientsRefused({"a": (450, b"x"), "b": (550, b"x")}), False),
])
def test_trouble_of_the_carrier_is_told_from_trouble_of_the_letter(error, wanted):
    assert passes(error) == wanted
