"""One database state for the whole table: readers are made and signed in once a module, and rolled back after it."""
import logging

import pytest
from django.db import transaction

from tests.policy.calling import Caller, Readers


@pytest.fixture(scope="module")
def caller(django_db_setup, django_db_blocker):
    """Calls as every reader."""
    logging.disable(logging.CRITICAL)  # thousands of refusals, each a line
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True
        outer.__enter__()
        try:
            yield Caller(Readers.made())
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            logging.disable(logging.NOTSET)
