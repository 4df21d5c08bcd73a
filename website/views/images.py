"""The public image view: Wagtail's renditions and nothing else; nobody serves /media otherwise."""
from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"}


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """A rendition by its file name (which holds the filter and the focal point, so it never changes).

    Raises Http404 for a file that is no rendition, lies in a restricted collection, or is gone.
    """
    found = get_image_model().get_rendition_model().objects.select_related("image__collection").filter(file=f"images/{name}").first()
    mime = mimetypes.guess_type(name)[0]
    if found is None or mime not in TYPES or found.image.collection.get_view_restrictions().exists():
        raise Http404
    try:
        handle = found.file.storage.open(found.file.name)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(handle, content_type=mime)
