"""Users in numbers; one person per role is in tests/people.py."""
import factory

from accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A user without a role and without a usable password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@people.invalid")
    name = factory.Sequence(lambda n: f"Пользователь {n}")
