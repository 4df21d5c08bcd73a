"""The list of people, and the list as a file."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.policy import Absent, visible
from accounts.reading import note_reads
from components.paging import Counted, Pages, paged
from ops.sheets import KINDS, sheet_response
from people.forms import GAP_LABELS, PeopleFilter
from people.models import Person, Post, PostCategory
from people.permissions import user_can_create_person, user_can_merge, user_can_open_people
from people.queries import PeopleQuery, open_pairs, people_list, regions_of_posts
from people.views.access import FILE, desk

PAGE = 50
CHUNK = 500


def place_of(post: Post) -> str:
    """«Дзержинск, Нижегородская область» or the organisation."""
    if post.municipality is not None:
        return f"{post.municipality.territory.label}, {post.municipality.region.territory.label}"
    organisation = post.organisation
    if organisation is None:
        return ""
    return f"{organisation.name}, {organisation.region.territory.label}" if organisation.region else organisation.name


def asked(request: HttpRequest) -> tuple[PeopleFilter, PeopleQuery]:
    """The filter and what it asks for (one query for the regions)."""
    form = PeopleFilter(request.GET, [(region.slug, region.territory.label) for region in regions_of_posts()])
    return form, form.query()


@desk(user_can_open_people)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """50 people a page with the posts they hold (6 queries beyond session, user and roles, at 1 row and at 100)."""
    form, query = asked(request)
    rows = people_list(query, request.user, timezone.localdate())
    pages: Pages[Any] = paged(Counted(rows), request.GET.get("page", ""), PAGE, lambda number: f"?{address(request, page=str(number))}")
    shown = [(person, [(post, place_of(post)) for post in person.open_posts]) for person in pages.rows]
    context = {
        "form": form, "query": query, "pages": pages, "rows": shown, "chips": chips(request, form), "address": address(request),
        "by_name": address(request, sort="-name" if query.sort == "name" else "name"), "by_added": address(request, sort="added"),
        "can_create": user_can_create_person(request.user), "can_merge": user_can_merge(request.user),
        "pairs": open_pairs(request.user).count() if user_can_merge(request.user) else 0,
    }
    if not pages.total:
        context["is_empty"] = not visible(request.user, Person).exists()
    return render(request, "people/list.html", context)


def address(request: HttpRequest, **changes: str) -> str:
    """The list's address with some parts changed; the page falls away unless it is named."""
    data = request.GET.copy()
    data.pop("page", None)
    for name, value in changes.items():
        data[name] = value
    for name in [name for name, value in data.items() if not value]:
        del data[name]
    return str(data.urlencode())


def chips(request: HttpRequest, form: PeopleFilter) -> list[tuple[str, str]]:
    """Conditions in force and the address without each."""
    query, regions = form.query(), dict(form.fields["region"].choices)  # type: ignore[attr-defined]
    labels = [
        ("q", f"«{query.text}»" if query.text else ""), ("region", str(regions.get(query.region, "")) if query.region else ""),
        ("category", str(PostCategory(query.category).label) if query.category else ""), ("gap", str(GAP_LABELS[query.gap]) if query.gap else ""),
    ]
    return [(label, address(request, **{name: ""})) for name, label in labels if label]


@desk(user_can_open_people)
@require_GET
def people_file(request: HttpRequest, kind: str) -> Any:
    """The list as it was filtered, with dates of birth and addresses; everybody in it is noted as read."""
    if kind not in KINDS:
        raise Absent
    _form, query = asked(request)
    assert isinstance(request.user, User)
    rows = people_list(query, request.user, timezone.localdate())
    note_reads(request.user, [str(key) for key in rows.exclude(user=request.user).values_list("public_id", flat=True)], FILE, timezone.now())
    head = [_("Family name"), _("Given name"), _("Patronymic"), _("Date of birth"), _("E-mail"), _("Post"), _("Where"), _("Category")]
    return sheet_response(kind, "people", head, lines(rows), _("People"))


def lines(rows: Any) -> Iterator[list[object]]:
    """A line per person: the first post held."""
    for person in rows.iterator(chunk_size=CHUNK):
        post = person.open_posts[0] if person.open_posts else None
        yield [
            person.family, person.given, person.patronymic, person.birth_date, person.email, post.title if post else None,
            place_of(post) if post else None, str(post.get_category_display()) if post else None,
        ]
