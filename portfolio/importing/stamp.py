"""State of a practice as a short text: another stamp means that someone has edited since."""
from __future__ import annotations

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from portfolio.models import Practice


def stamp_of(practice: Practice) -> str:
    """Latest revision and its content: autosave overwrites a revision under the same number."""
    revision = practice.latest_revision
    if revision is None:
        return ""
    content = json.dumps(revision.content, sort_keys=True, cls=DjangoJSONEncoder)
    return f"{revision.pk}:{hashlib.sha256(content.encode()).hexdigest()[:40]}"
