"""Settings of a runner in a process of its own: the test's database and folder, and the test's handlers."""
import os
from pathlib import Path

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES, INSTALLED_APPS

VAR = Path(os.environ["SCHOOL_TEST_VAR"])
PRIVATE_ROOT, MEDIA_ROOT, SEARCH_INDEX = VAR / "private", VAR / "media", VAR / "search"
DATABASES["default"]["NAME"] = os.environ["SCHOOL_TEST_DATABASE"]
INSTALLED_APPS = ["tests.ops.effects", *INSTALLED_APPS]
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat")
CELERY_BROKER_URL = os.environ.get("SCHOOL_TEST_REDIS_URL", "")
EMAIL_BACKEND = "ops.mail.OutboxBackend"
MAIL_TRANSPORT_BACKEND = "tests.ops.effects.backend.Backend"
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("SCHOOL_TEST_QUEUE", "celery")
