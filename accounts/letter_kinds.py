"""The registry of letters: each with its default words in both languages and what may stand between braces."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from accounts.rules.letter_text import Problem, Value, problems

Words = str | Promise


@dataclass(frozen=True)
class Letter:
    """A letter as code knows it: `placeholders` maps a name to what it stands for; the `required` ones must stay in the body."""

    code: str
    title: Words
    placeholders: Mapping[str, Words]
    required: frozenset[str]
    subject_ru: str
    body_ru: str
    subject_en: str
    body_en: str
    samples: Mapping[str, Value] = field(default_factory=dict)

    def default(self, language: str) -> tuple[str, str]:
        """(subject, body) of the code; Russian for any language but English."""
        return (self.subject_en, self.body_en) if language == "en" else (self.subject_ru, self.body_ru)

    def problems(self, subject: str, body: str) -> list[Problem]:
        """What keeps these words from being this letter."""
        return problems(subject, body, self.placeholders, self.required)

    def sample(self) -> dict[str, Value]:
        """Values for a preview: those given with the letter, a link, or the meaning in quotes."""
        return {name: self.samples.get(name, "https://example.org/" if name in LINKS else f"«{what}»") for name, what in self.placeholders.items()}


LETTERS: dict[str, Letter] = {}
LINKS = frozenset({"link"})


class LetterTwice(ValueError):
    """Two letters under one code."""


class BadLetter(ValueError):
    """The default words of a letter break the rule that holds for staff."""


def letter(
    code: str, title: Words, placeholders: Mapping[str, Words], subject_ru: str, body_ru: str, subject_en: str, body_en: str,
    required: Collection[str] | None = None, samples: Mapping[str, Value] | None = None,
) -> Letter:
    """Register a letter; unless said otherwise `link` must stay in its body. Raises LetterTwice, BadLetter."""
    if code in LETTERS:
        raise LetterTwice(code)
    needed = frozenset(LINKS & placeholders.keys() if required is None else required)
    made = Letter(code, title, dict(placeholders), needed, subject_ru, body_ru.strip(), subject_en, body_en.strip(), dict(samples or {}))
    for language in ("ru", "en"):
        if found := made.problems(*made.default(language)):
            raise BadLetter(f"{code} {language}: {found}")
    LETTERS[code] = made
    return made
