"""Users in numbers; one person per role is in tests/people.py."""
import factory
from django.utils import timezone

from accounts.actions.publish_consent import publish_consent
from accounts.consents import words_hash
from accounts.models import ConsentType, User


class UserFactory(factory.django.DjangoModelFactory):
    """A user without a role and without a usable password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@people.invalid")
    name = factory.Sequence(lambda n: f"Пользователь {n}")


WORDS = {
    "kind": "processing", "title": "Согласие на обработку", "title_en": "Consent to processing", "operator": "Школа мэров", "categories": "имя, почта",
    "actions": "хранение", "term": "три года", "channel": "на странице согласий", "text": "Я соглашаюсь.\n\nВторой абзац.", "follows": "Учёба прекратится.",
}


class ConsentTypeFactory(factory.django.DjangoModelFactory):
    """A consent in draft, by nobody in particular."""

    class Meta:
        model = ConsentType

    class Params:
        words = factory.Trait(**WORDS)

    words = True
    code = factory.Sequence(lambda n: f"consent-{n}")


def published(officer, code="processing", **fields):
    """A consent with one published version: the version."""
    draft = ConsentTypeFactory(code=code, **fields)
    return publish_consent(draft, words_hash(draft), by=officer, at=timezone.now())
