"""The catalogue is public; a saved search is its owner's alone."""
from tests.policy.grammar import SIGNED_IN, UNKNOWN, Row, desk, door, own, owned, public
from tests.policy.objects import saved_search, subscription

ROWS = (
    public("practices/"),
    public("practices/compare/"),
    public("practices/print/"),
    own("practices/saved/", GET=200),
    Row("practices/saved/new/", {"GET": {UNKNOWN: 302, SIGNED_IN: 200}, "POST": {UNKNOWN: 302, SIGNED_IN: 200}}),
    desk("practices/saved/<uuid:public_id>/", owned(saved_search), GET={"owner": 302}),
    desk("practices/saved/<uuid:public_id>/change/", owned(saved_search), POST={"owner": 302}),
    door("practices/subscribe/", GET=(200, 302), POST=(200, 302)),
    public("practices/subscribe/sent/"),
    public("practices/subscribe/<str:token>/", subscription, GET=200, POST=200, absent={"token": "no-such-token"}),
)
