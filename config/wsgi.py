"""Entry of the web server."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")

from ops.checks import refuse_bad_start  # noqa: E402  # reads the settings named above

refuse_bad_start()
application = get_wsgi_application()

from accounts.checks import refuse_bad_accounts  # noqa: E402  # needs the models

refuse_bad_accounts()
