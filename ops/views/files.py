"""The one way out for private files."""
from __future__ import annotations

import logging
import uuid

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from ops.files import full_path, readable_file

log = logging.getLogger(__name__)


@require_safe
def file_view(request: HttpRequest, public_id: uuid.UUID) -> FileResponse:
    """The file as an attachment that no browser opens, keeps or runs. Absent, forbidden and quarantined answer alike: 404."""
    file = readable_file(public_id, request.user)
    if file is None:
        raise Http404
    try:
        content = full_path(file.path).open("rb")
    except FileNotFoundError:
        log.error("private files: the row %s has no file", file.pk)
        raise Http404 from None
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # the kinds are packed already, and the length shall be known
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.mime)
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
