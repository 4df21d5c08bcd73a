"""The form in which staff rewrite a letter."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.letter_kinds import LETTERS, Letter
from accounts.rules.letter_text import Problem, Trouble

LANGUAGES = ("ru", "en")
SAY: dict[Trouble, str | Promise] = {
    Trouble.UNKNOWN: _("{%(about)s} is no placeholder of this letter. Take one of the list."),
    Trouble.MISSING: _("{%(about)s} is missing, and without it the letter is of no use. Put it back."),
    Trouble.TOO_LONG: _("Too long: at most %(about)s characters."),
    Trouble.EMPTY: _("Subject and text must not be empty."),
    Trouble.BAD_LINK: _("%(about)s leads to no page. In round brackets stands an address with https:// or one placeholder."),
}


def said(problem: Problem) -> ValidationError:
    """The problem in words."""
    return ValidationError(str(SAY[problem.trouble]), code=problem.trouble.value, params={"about": problem.about})


class LetterForm(WagtailAdminModelForm):
    """Shows the words that go out; what equals the default is not stored, so that a better default reaches everybody who changed nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            self.initial[f"subject_{language}"], self.initial[f"body_{language}"] = self.instance.words_or_default(language)

    @property
    def letter(self) -> Letter:
        """The letter of the registry."""
        return LETTERS[self.instance.code]

    def clean(self) -> dict[str, Any]:
        """Check both languages; adds an error to the field it is about."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for language in LANGUAGES:
            names = (f"subject_{language}", f"body_{language}")
            if all(name in cleaned for name in names):
                default = self.letter.default(language)
                subject, body = (cleaned[name].replace("\r\n", "\n").strip() or usual for name, usual in zip(names, default, strict=True))
                for problem in self.letter.problems(subject, body):
                    self.add_error(names[1], said(problem))
                cleaned |= {name: "" if words == usual else words for name, words, usual in zip(names, (subject, body), default, strict=True)}
        return cleaned
