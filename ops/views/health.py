"""Two questions of machines: does the process live, may it get visitors."""
from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ops.health import readiness


@never_cache
@require_safe
def livez(request: HttpRequest) -> JsonResponse:
    """Yes, without a look at the database: a restart would not mend that."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Every answer with its numbers; 503 when one is no."""
    answers = readiness()
    ready = all(answer.ok for answer in answers.values())
    checks = {name: {"ok": answer.ok, **({"reason": answer.reason} if answer.reason else {}), **answer.numbers} for name, answer in answers.items()}
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)
