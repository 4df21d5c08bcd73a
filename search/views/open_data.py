"""`/open-data/`: what the dump holds, on what terms, and its files."""
from __future__ import annotations

import json
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.limits import TooMany, spend, too_many
from search.open_data.columns import COLUMNS
from search.open_data.dump import LINES, NAMES, TABLE, TYPES, Dump, current_dump
from search.open_data.licence import CREDIT, LICENCE, LICENCE_URL
from search.open_data.schemas import Practice

ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The page."""
    dump = current_dump()
    fields = [(name, gettext(field.description or "")) for name, field in Practice.model_fields.items()]
    return render(request, "search/open_data.html", {
        "dump": dump, "fields": fields, "columns": [(column.name, gettext(column.about)) for column in COLUMNS], "licence": LICENCE,
        "licence_url": LICENCE_URL, "docs": reverse("taking:api-docs"), "linked_data": linked_data(request, dump),
    })


def linked_data(request: HttpRequest, dump: Dump | None) -> SafeString:
    """schema.org Dataset as a data block, which browsers do not run."""
    formats = {LINES: "application/gzip", TABLE: "text/csv"}
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Dataset", "name": gettext("Practices of municipalities"), "license": LICENCE_URL,
        "description": gettext("All published practices: place, cost, sources of money, indicators before and after, texts. Renewed every night."),
        "url": request.build_absolute_uri(reverse("taking:open-data")), "isAccessibleForFree": True, "creator": {"@type": "Organization", "name": CREDIT},
    }
    if dump is not None:
        data |= {"dateModified": dump.made_at.isoformat(), "distribution": [
            {"@type": "DataDownload", "encodingFormat": formats[file.name], "contentSize": f"{file.size} B", "sha256": file.sha256,
             "contentUrl": request.build_absolute_uri(reverse("open-data-file", args=[file.name]))}
            for file in dump.files if file.name in formats
        ]}
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES)))


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the dump in force, or 304. Raises Http404 for another name and before the first dump."""
    try:
        spend(request, "open_data")
    except TooMany as refusal:
        return too_many(request, refusal)
    dump = current_dump()
    file = next((file for file in dump.files if file.name == name), None) if dump and name in NAMES else None
    if dump is None or file is None:
        raise Http404
    tag, changed = f'"{file.sha256[:32]}"', int(dump.made_at.timestamp())
    response: HttpResponse | FileResponse | None = get_conditional_response(request, etag=tag, last_modified=changed)
    if response is None:
        response = send(dump, name)
    for header, value in (("ETag", tag), ("Last-Modified", http_date(changed)), ("Cache-Control", "no-cache"), ("Access-Control-Allow-Origin", "*")):
        response[header] = value
    return response


def send(dump: Dump, name: str) -> FileResponse:
    """The file. Raises Http404 where a newer dump has taken it away in between; the next try finds that one."""
    try:
        handle = open(dump.path(name), "rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(handle, as_attachment=name in (LINES, TABLE), filename=name, content_type=TYPES[name])
    if name == LINES:
        response["Content-Encoding"] = "identity"  # it is packed already: the middleware would pack it once more
    return response
