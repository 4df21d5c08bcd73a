"""The public page of a practice and its kept versions."""
from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.env import ROOT
from portfolio.models import Kind, Practice, Stage
from portfolio.queries import PageStamp, PracticePage, page_stamp, practice_page, preview_page, release_page, withdrawn_code
from portfolio.rules.citation import Citation, bibtex, gost
from portfolio.rules.target import months_between
from portfolio.signals import practice_opened
from portfolio.views.figures import budget_slices, indicator_figures

Parts = dict[str, SafeString]
PARTS = ("title", "description", "head", "crumbs", "content")
KEPT_SECONDS = 60
BADGES = {Stage.VERIFIED: "ok", Stage.REPORTED: "act", Stage.IMPLEMENTING: "warn", Stage.DEFENDED: "line", Stage.STOPPED: "bad"}
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@require_safe
def show(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    """The live text; another slug is sent to the right one, a withdrawn number answers 410."""
    stamp = page_stamp(number)
    if stamp is None:
        return gone_or_absent(request, number)
    if slug != stamp.slug:
        return moved(reverse("portfolio:practice", args=[number, stamp.slug]), request)
    parts = kept_parts(request, number, stamp)
    if parts is None:
        return gone_or_absent(request, number)
    practice_opened.send(Practice, request=request)
    return answer(request, parts, stamp.published_at)


@require_safe
def release(request: HttpRequest, number: int, slug: str, n: int) -> HttpResponse:
    """A kept version, for those who cited it; not for search engines."""
    page = release_page(number, n)
    if page is None:
        return gone_or_absent(request, number)
    if slug != page.slug:
        return moved(reverse("portfolio:release", args=[page.number, page.slug, n]), request)
    return answer(request, draw(request, page), page.released_at)


def preview(request: HttpRequest, practice: Practice) -> HttpResponse:
    """What the editor's draft would look like."""
    return render(request, "portfolio/practice.html", {"parts": draw(request, preview_page(practice))})


def gone_or_absent(request: HttpRequest, number: int) -> HttpResponse:
    """410 with the number of a withdrawn practice, else 404: a draft is not told from what never was."""
    if code := withdrawn_code(number):
        return render(request, "errors/410.html", {"code": code}, status=410)
    raise Http404


def moved(address: str, request: HttpRequest) -> HttpResponsePermanentRedirect:
    """To the right address, with the query kept."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=True)


def kept_parts(request: HttpRequest, number: int, stamp: PageStamp) -> Parts | None:
    """The parts of the live page, drawn anew when published again, else once a minute: names of places and sectors may change meanwhile.

    None where the practice went away between the two looks.
    """
    key = f"practice:{stamp.id}:{stamp.published_at.timestamp()}:{stamp.release}:{get_language()}:{request.get_host()}:{layout_version()}"
    parts: Parts | None = cache.get(key)
    if parts is None and (page := practice_page(number)) is not None:
        parts = draw(request, page)
        cache.set(key, parts, KEPT_SECONDS)
    return parts


def draw(request: HttpRequest, page: PracticePage) -> Parts:
    """The blocks of the page that are the same for every reader."""
    values = context(request, page)
    return {name: mark_safe(render_to_string(f"portfolio/parts/{name}.html", values).strip()) for name in PARTS}


def answer(request: HttpRequest, parts: Parts, changed: datetime | None) -> HttpResponse:
    """The page, or 304 where the visitor already has it."""
    tag = etag(request, parts)
    response: HttpResponse | None = get_conditional_response(request, etag=tag, last_modified=int(changed.timestamp()) if changed else None)
    if response is None:
        response = render(request, "portfolio/practice.html", {"parts": parts})
        response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    return response


def etag(request: HttpRequest, parts: Parts) -> str:
    """Changes with the text shown, the language, who reads and how (cookies), and the templates."""
    seen = (*parts.values(), get_language(), request.get_full_path(), request.META.get("HTTP_COOKIE", ""), str(layout_version()))
    return f'"{hashlib.sha256(chr(0).join(map(str, seen)).encode()).hexdigest()[:32]}"'


@lru_cache(maxsize=1)
def layout_version() -> int:
    """When a template or style sheet was last changed, looked up once per process."""
    return max(path.stat().st_mtime_ns for folder in ("templates", "static/css", "locale") for path in (ROOT / folder).rglob("*") if path.is_file())


def context(request: HttpRequest, page: PracticePage) -> dict[str, Any]:
    """Everything the template shows, finished."""
    text = page.text
    figures = indicator_figures(text.indicators)
    address = reverse("portfolio:practice", args=[page.number, page.slug]) if page.slug else ""
    permalink = reverse("portfolio:release", args=[page.number, page.slug, page.release]) if page.release and page.slug else ""
    return {
        "page": page, "text": text, "figures": figures, "lead": figures[0] if text.headline else None, "slices": budget_slices(text.budget),
        "is_plan": text.stage in (Stage.DEFENDED, Stage.IMPLEMENTING), "stage": label_of(Stage, text.stage), "kind": label_of(Kind, text.kind),
        "badge": BADGES.get(Stage(text.stage), "line") if text.stage else "line", "months": months_between(text.start, text.end),
        "keywords": [word.strip() for word in text.keywords.split(";") if word.strip()],
        "canonical": request.build_absolute_uri(address) if address else "", "permalink": request.build_absolute_uri(permalink) if permalink else "",
        "versions": range(page.release or 0, 0, -1), "foreign": text.language if text.language != get_language() else "",
        **citations(page, request.build_absolute_uri(permalink) if permalink else ""),
        "linked_data": linked_data(request, page, address) if address and not page.is_release else "",
    }


def citations(page: PracticePage, permalink: str) -> dict[str, str]:
    """The version shown as a line and as an entry of BibTeX, in the text's own language; nothing before the first publication."""
    if not (permalink and page.release and page.released_at):
        return {"gost": "", "bibtex": ""}
    text = page.text
    place = text.places[0].name.in_language(text.language) if text.places else ""
    one = Citation(text.title, place, page.code, page.release, timezone.localtime(page.released_at).date(), permalink)
    return {"gost": gost(one), "bibtex": bibtex(one)}


def label_of(choices: Any, value: str) -> str:
    """Name of a code; nothing for a draft that has none yet."""
    return str(choices(value).label) if value else ""


def linked_data(request: HttpRequest, page: PracticePage, address: str) -> SafeString:
    """schema.org for machines, as a data block: browsers do not run it, so the strict policy lets it stand."""
    text = page.text
    data = {
        "@context": "https://schema.org", "@type": "Article", "headline": text.title, "description": text.annotation, "identifier": page.code,
        "inLanguage": text.language, "url": request.build_absolute_uri(address), "license": text.licence, "keywords": text.keywords.replace(";", ","),
        "datePublished": page.first_published_at.isoformat() if page.first_published_at else None,
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else None, "version": page.release,
        "contentLocation": [{"@type": "Place", "name": f"{place.name.name}, {place.region.name}"} for place in text.places],
        "publisher": {"@type": "Organization", "name": "Школа мэров"},
    }
    body = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(body))
