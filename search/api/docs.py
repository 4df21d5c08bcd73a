"""The page of the API, drawn from its own schema; nothing comes from another host."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from search.api.problems import TITLES
from search.api.routes import api

ORDERED = ("Found", "Facets", "Card", "Practice", "Problem")


@dataclass(frozen=True)
class Line:
    """A name with its type and what it is."""

    name: str
    kind: str
    about: str
    link: str = ""


@dataclass(frozen=True)
class Operation:
    """An address that can be asked."""

    path: str
    title: str
    parameters: tuple[Line, ...]
    answer: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Addresses, parameters, answers, errors."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    shapes = schema["components"]["schemas"]
    names = [*(name for name in ORDERED if name in shapes), *(name for name in shapes if name not in ORDERED)]
    context = {
        "operations": [operation(path, methods["get"]) for path, methods in schema["paths"].items()],
        "shapes": [(name, [line(key, value) for key, value in shapes[name]["properties"].items()]) for name in names],
        "problems": [(code, gettext(title)) for code, title in TITLES.items()],
        "openapi": reverse("api:openapi-json"), "example": request.build_absolute_uri("/api/v1/practices?sector=TRN&size=5"),
    }
    return render(request, "search/api_docs.html", context)


def operation(path: str, told: dict[str, Any]) -> Operation:
    """One address of the schema."""
    answer = told["responses"][200]["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
    asked = tuple(Line(row["name"], kind_of(row["schema"])[0], about(row.get("description", ""))) for row in told.get("parameters", ()))
    return Operation(path, gettext(told["summary"]), asked, answer)


def about(text: str) -> str:
    """In the reader's language; «unit: end» is two texts."""
    return ": ".join(gettext(part) for part in text.split(": ")) if text.count(": ") == 1 and gettext(text) == text else gettext(text) if text else ""


def line(name: str, told: dict[str, Any]) -> Line:
    """One field of an answer."""
    kind, link = kind_of(told)
    return Line(name, kind, about(told.get("description", "")), link)


def kind_of(told: dict[str, Any]) -> tuple[str, str]:
    """«list of Named or null» and the shape it leads to."""
    if "$ref" in told:
        shape = told["$ref"].rpartition("/")[2]
        return shape, shape
    if "anyOf" in told:
        parts = [kind_of(part) for part in told["anyOf"]]
        return gettext("%(kind)s or null") % {"kind": parts[0][0]}, parts[0][1]
    if told.get("type") == "array":
        kind, link = kind_of(told["items"])
        return gettext("list: %(kind)s") % {"kind": kind}, link
    return told.get("type", ""), ""
