"""The heart-beat of the runner."""
from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ops.beat import LONGEST_SILENCE, NAME, runner
from ops.clock import enrol_duties, run_due
from ops.health import NotReady
from ops.models import Duty


def last_lived(ago: timedelta) -> None:
    """A runner that lived so long ago."""
    Duty.objects.create(name=NAME, every_seconds=60, next_due=timezone.now(), last_done=timezone.now() - ago)


def test_never_seen_is_told_and_stops_nobody(db):
    assert runner() == {"seen": False}


def test_a_look_at_the_clock_is_a_beat(db, monkeypatch):
    monkeypatch.setattr("ops.clock.DUTIES", {NAME: __import__("ops.clock", fromlist=["DUTIES"]).DUTIES[NAME]})
    enrol_duties()
    assert (run_due(), runner()) == (1, {"seen": True, "beat_seconds": 0})


@pytest.mark.parametrize(("more", "ready"), [(-2, True), (2, False)])
def test_silence_at_its_limit(db, more, ready):
    last_lived(LONGEST_SILENCE + timedelta(seconds=more))
    if ready:
        assert runner()["seen"] is True
    else:
        with pytest.raises(NotReady, match="is the worker running"):
            runner()


def test_a_clock_set_back_is_no_negative_age(db):
    last_lived(timedelta(seconds=-5))
    assert runner() == {"seen": True, "beat_seconds": 0}
