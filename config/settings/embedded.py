"""One machine, no services: SQLite, embedded index, the runner as a child of `make run`."""
from config.env import INSECURE_KEY, env, own_key
from config.settings.base import *

STATIC_ROOT = None  # whitenoise serves from the finders
if env.secret_key == INSECURE_KEY:
    SECRET_KEY = own_key(env.var)
