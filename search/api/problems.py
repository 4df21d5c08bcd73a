"""Errors in words, in both languages at once (RFC 9457): who reads them need not know who asked."""
from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

TITLES = {
    "bad-request": _("The request is not understood"), "too-long": _("The query is too long"), "absent": _("There is nothing at this address"),
    "method": _("Only reading is possible"), "too-many": _("Too many requests"), "failed": _("Something broke inside"),
    "away": _("The service is away"),
}


class ApiProblem(Exception):
    """An answer that is an error; `detail` is an English msgid with its values."""

    def __init__(self, status: int, code: str, detail: str, **values: Any) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.values = status, code, detail, values

    def response(self) -> HttpResponse:
        """As `application/problem+json`."""
        body: dict[str, Any] = {"type": f"/api/v1/docs#{self.code}", "status": self.status}
        for language, tail in (("ru", ""), ("en", "_en")):
            with override(language):
                body[f"title{tail}"] = gettext(TITLES[self.code])
                body[f"detail{tail}"] = gettext(self.detail) % self.values if self.values else gettext(self.detail)
        return HttpResponse(json.dumps(body, ensure_ascii=False), status=self.status, content_type="application/problem+json; charset=utf-8")


def absent() -> ApiProblem:
    """404."""
    return ApiProblem(404, "absent", _("Check the address and the number. Drafts and withdrawn practices are not given."))
