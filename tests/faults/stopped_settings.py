"""The site of `test_postgres_stopped.py`: connections are kept, as in production, so that an outage meets them."""
from tests.ops.runner_settings import *  # noqa: F403
from tests.ops.runner_settings import DATABASES

DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
