"""One machine, no services: SQLite, embedded index, the runner as a child of `make run`."""
from config.settings.base import *

STATIC_ROOT = None  # whitenoise serves from the finders
