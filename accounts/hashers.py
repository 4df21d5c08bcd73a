"""How passwords are kept."""
from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """argon2id with the smallest cost OWASP names (19 MiB, two passes): a sign-in must not stall a small machine."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
