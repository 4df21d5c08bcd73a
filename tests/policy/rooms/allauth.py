"""Sign-in, as allauth brings it: (what a visitor gets, what a signed-in user gets). Its forms take PUT for POST."""
from tests.policy.grammar import EVERYONE, OWNER, SIGN_IN, SIGNED_IN, STAFF, UNKNOWN, Row, anyhow, door, owned
from tests.policy.objects import passkey

WITHOUT_FACTOR = SIGNED_IN - STAFF  # the staff of the tests have a second factor


def form(route, get, post=None, staff=None, staff_post=None, visitor=SIGN_IN):
    """(GET, POST) of users without a second factor and of staff with one; any other method is nothing or the same redirect."""
    post = get if post is None else post
    staff, staff_post = get if staff is None else staff, (post if staff is None else staff) if staff_post is None else staff_post
    after = {UNKNOWN: visitor, STAFF: staff_post, WITHOUT_FACTOR: post}
    other = {UNKNOWN: (405, visitor), STAFF: (405, staff_post), WITHOUT_FACTOR: (405, post)}
    return Row(route, {"GET": {UNKNOWN: visitor, STAFF: staff, WITHOUT_FACTOR: get}, "POST": after, "PUT": after, "DELETE": other})


def page(route, answer=200):
    """A page that says one thing to everybody."""
    return Row(route, {"GET": {EVERYONE: answer}}, visitor=200)


ROWS = (
    form("accounts/login/", 302, visitor=200),
    form("accounts/signup/", 302, visitor=200),
    door("accounts/logout/", GET=(302, 200), POST=(302, 302)),
    page("accounts/inactive/"),
    form("accounts/reauthenticate/", 200),
    form("accounts/email/", 200, 302),
    page("accounts/confirm-email/"),
    Row(r"accounts/^confirm-email/(?P<key>[-:\w]+)/$", {name: {EVERYONE: 200 if name == "GET" else 404} for name in ("GET", "POST")},
        url="/accounts/confirm-email/no-such-key/"),
    form("accounts/password/change/", 200),
    form("accounts/password/set/", 302),
    form("accounts/password/reset/", 200, visitor=200),
    page("accounts/password/reset/done/"),
    page("accounts/password/reset/key/done/"),
    anyhow(r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", {EVERYONE: 200}, url="/accounts/password/reset/key/1-no-such/"),
    form("accounts/login/code/confirm/", 302),
    Row("accounts/2fa/", {"GET": {SIGNED_IN: 200}}),
    form("accounts/2fa/authenticate/", 302),
    form("accounts/2fa/reauthenticate/", 302, staff=200),
    form("accounts/2fa/totp/activate/", 200, staff=302),
    form("accounts/2fa/totp/deactivate/", 404, staff=200, staff_post=302),
    form("accounts/2fa/recovery-codes/generate/", 200, staff=200, staff_post=302),
    Row("accounts/2fa/webauthn/", {"GET": {SIGNED_IN: 200}}),
    form("accounts/2fa/webauthn/add/", 200),
    form("accounts/2fa/webauthn/reauthenticate/", 302),
    form("accounts/2fa/webauthn/login/", 302),
    Row("accounts/2fa/webauthn/keys/<int:pk>/remove/", {"GET": {OWNER: 200}, "POST": {OWNER: 302}}, owned(passkey)),
    Row("accounts/2fa/webauthn/keys/<int:pk>/edit/", {"GET": {OWNER: 200}, "POST": {OWNER: 200}}, owned(passkey)),
    Row("accounts/2fa/recovery-codes/", {"GET": {SIGNED_IN: 404}}),
    Row("accounts/2fa/recovery-codes/download/", {"GET": {SIGNED_IN: 404}}),
)
