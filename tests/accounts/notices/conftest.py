"""Kinds of notifications that only tests know, and a hand to drain what is owed."""
import pytest

from accounts.models import Notice
from accounts.notice_kinds import KINDS, notice_kind
from accounts.roles import Role
from ops import outbox


@pytest.fixture(autouse=True)
def kinds():
    before = dict(KINDS)
    notice_kind("test.now", "Сразу")
    notice_kind("test.daily", "Раз в день", "daily")
    notice_kind("test.weekly", "Раз в неделю", "weekly")
    notice_kind("test.product", "Только на сайте", "product")
    notice_kind("test.never", "Никак", "never")
    notice_kind("test.required", "Безопасность", required=True, why="Так вы узнаете о чужом входе.")
    notice_kind("test.editors", "Редакторам", roles=[Role.CONTENT_EDITOR])
    yield
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def drained(mailoutbox):
    """Do all that is owed; the letters that have gone out so far."""

    def drain():
        outbox.drain_all()
        return mailoutbox

    return drain


def told(user) -> list[str]:
    """Titles that stand in somebody's list, oldest first."""
    return list(Notice.objects.filter(reader__user=user).order_by("at", "pk").values_list("title", flat=True))
