"""Tests: quick hashes, mail in memory, an own folder for what they write."""
import tempfile
from pathlib import Path

from config.settings.base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT = None
VAR = Path(tempfile.mkdtemp(prefix="school-test-"))
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
SEARCH_INDEX = VAR / "search"
ELASTIC_URL = ""  # tests that want the server name it themselves
ALLOWED_HOSTS = ["*"]
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a thread would keep the file that the next test replaces
