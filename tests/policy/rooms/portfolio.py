"""Practices: the live text and its kept versions are public; a draft is not there, a withdrawn one is gone."""
from tests.policy.grammar import EVERYONE, Row
from tests.policy.objects import draft_practice, live_practice, withdrawn_practice

SEEN = {EVERYONE: 200}


def practice(route, live=200, drop=()):
    """The same for every reader: only what is live answers."""
    states = {"live": live_practice, "draft": draft_practice, "withdrawn": withdrawn_practice}
    return Row(route, {"GET": {("live", EVERYONE): live, ("withdrawn", EVERYONE): 410}}, states, visitor=404)


ROWS = (
    practice("practices/<int:number>/", live=301),
    practice("practices/<int:number>-<slug:slug>/"),
    practice("practices/<int:number>-<slug:slug>/v<int:n>/"),
    Row("practices/<int:number>-<slug:slug>/similar/", {"GET": {("live", EVERYONE): 200}},
        {"live": live_practice, "draft": draft_practice, "withdrawn": withdrawn_practice}, visitor=404),
)
