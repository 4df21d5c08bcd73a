"""The catalogue is public, and so is what can be taken of it; a saved search is its owner's alone."""
from django.utils import timezone

from search.open_data.dump import make_dump
from tests.policy.grammar import SIGNED_IN, UNKNOWN, Row, desk, door, own, owned, public
from tests.policy.objects import live_practice, saved_search, subscription


def live_number(owner):
    """A live practice by its number alone."""
    return {"number": live_practice(owner)["number"]}


def dump(owner):
    """The dump in force."""
    make_dump(timezone.now())
    return {"name": "practices.csv"}


ROWS = (
    public("practices/"),
    public("practices/compare/"), public("practices/suggest/"),
    public("practices/print/"),
    public("practices/export.<str:kind>", lambda owner: {"kind": "csv"}, absent={"kind": "ods"}),
    own("practices/saved/", GET=200),
    Row("practices/saved/new/", {"GET": {UNKNOWN: 302, SIGNED_IN: 200}, "POST": {UNKNOWN: 302, SIGNED_IN: 200}}),
    desk("practices/saved/<uuid:public_id>/", owned(saved_search), GET={"owner": 302}),
    desk("practices/saved/<uuid:public_id>/change/", owned(saved_search), POST={"owner": 302}),
    door("practices/subscribe/", GET=(200, 302), POST=(200, 302)),
    public("practices/subscribe/sent/"),
    public("practices/subscribe/<str:token>/", subscription, GET=200, POST=200, absent={"token": "no-such-token"}),
    public("feeds/practices.xml"),
    public("feeds/practices.atom"),
    public("opensearch.xml"),
    public("open-data/"),
    public("open-data/<str:name>", dump, absent={"name": "persons.csv"}),
    public("api/v1/openapi.json"),
    public("api/v1/practices"),
    public("api/v1/facets"),
    public("api/v1/practices/<int:number>", live_number),
    public("api/v1/practices/<int:number>/similar", live_number),
    public("api/v1/docs"),
    public("api/v1/", GET=404),
    public("api/v1/<path:rest>", lambda owner: {"rest": "people"}, GET=404),
)
