"""Entry of the web server."""
import os
import sys
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
BOOT_ERROR = 3  # gunicorn's master ends with it; after any other status it would try again for ever


def started() -> Callable[..., Any]:
    """The application, unless settings or accounts forbid a start: then the process ends and says why."""
    from ops.checks import refuse_bad_start  # reads the settings named above

    try:
        refuse_bad_start()
        ready = get_wsgi_application()

        from accounts.checks import refuse_bad_accounts  # needs the models

        refuse_bad_accounts()
    except SystemExit as refusal:
        print(refusal, file=sys.stderr, flush=True)
        sys.exit(BOOT_ERROR)
    return ready


application = started()
