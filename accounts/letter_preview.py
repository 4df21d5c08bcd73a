"""A letter as its reader will get it, beside the form in the admin: with sample values, as HTML and as text, in both languages."""
from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from accounts.letter_kinds import LETTERS
from accounts.mailing import Foot, html_of, text_of
from accounts.rules.letter_text import blocks_of, filled, one_line

MODES = [("html-ru", _("Russian")), ("text-ru", _("Russian, plain text")), ("html-en", _("English")), ("text-en", _("English, plain text"))]


class LetterPreview(PreviewableMixin):
    """What a text of a letter brings to Wagtail's preview panel. No address, no link that does anything."""

    code: str
    words_or_default: Callable[[str], tuple[str, str]]

    @property
    def preview_modes(self) -> list[tuple[str, object]]:
        """Language and part."""
        return list(MODES)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The letter alone; its inline styles are allowed here, because mail programs know no others."""
        part, _dash, language = (mode_name or "html-ru").partition("-")
        letter = LETTERS[self.code]
        values = letter.sample()
        subject, body = self.words_or_default(language)
        blocks, subject = blocks_of(body, values), one_line(filled(subject, values))
        if part == "text":
            text = f"{subject}\n\n{text_of(blocks, Foot(), language)}"
            return HttpResponse(text, content_type="text/plain; charset=utf-8")
        response = HttpResponse(html_of(subject, blocks, Foot(), language))
        response._csp_replace = {"style-src": [SELF, UNSAFE_INLINE]}  # type: ignore[attr-defined]
        return response
