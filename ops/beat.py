"""The runner's heart-beat: a duty that does nothing but come round, so that its row tells when a runner last lived."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from ops.clock import duty
from ops.health import NotReady, Numbers, check
from ops.models import Duty

NAME, EVERY = "ops.beat", timedelta(minutes=1)
LONGEST_SILENCE = timedelta(minutes=10)


@duty(NAME, every=EVERY)
def beat(at: datetime) -> None:
    """That it was run is all it says."""


@check("runner")
def runner() -> Numbers:
    """Seconds since a runner last looked at the clock; where none ever did, that is told and stops nobody: the web may start first."""
    last = Duty.objects.filter(name=NAME).values_list("last_done", flat=True).first()
    if last is None:
        return {"seen": False}
    silence = timezone.now() - last
    if silence > LONGEST_SILENCE:
        raise NotReady(f"no runner for {int(silence.total_seconds())} s: is the worker running?")
    return {"seen": True, "beat_seconds": max(0, int(silence.total_seconds()))}
