"""The account, its doors as far as they are ours, notifications and consents."""
from tests.policy.grammar import ADMINISTRATORS, EVERYONE, OWNER, SIGNED_IN, anyhow, desk, own, owned, public
from tests.policy.objects import consent, consent_words, erasure, invitation, invitation_link, notice, stop_link, user

ROWS = (
    own("accounts/", GET=200, POST=200),
    own("accounts/sessions/", GET=200, POST=302),
    public("accounts/display/", POST=302),
    anyhow("_util/login/", {EVERYONE: "sign in"}),
    own("accounts/notices/", GET=200, POST=200),
    public("accounts/notices/stop/<str:token>/", stop_link, GET=200, POST=200),
    own("desk/notices/", GET=200),
    own("desk/notices/read/", POST=302),
    desk("desk/notices/<uuid:public_id>/", owned(notice), GET={OWNER: 302}),
    own("accounts/consents/", GET=200),
    desk("accounts/consents/withdraw/<uuid:public_id>/", owned(consent), GET={OWNER: 200}, POST={OWNER: 302}),
    public("accounts/consents/<slug:code>/", consent_words),
    public("accounts/consents/<slug:code>/<int:number>/", consent_words),
    public("accounts/consents/<slug:code>/<int:number>/print/", consent_words),
    own("accounts/data/", GET=200),
    own("accounts/data/export/", POST=302),
    own("accounts/data/erase/", GET=200, POST=200),
    desk("accounts/data/erase/<uuid:public_id>/back/", owned(erasure), POST={OWNER: 302}),
    public("accounts/invitation/<str:token>/", invitation_link, GET=200, POST=200),
    desk("desk/users/", GET={ADMINISTRATORS: 200}),
    desk("desk/users/invite/", GET={ADMINISTRATORS: 200}, POST={ADMINISTRATORS: 200}),
    desk("desk/users/export.<str:kind>", lambda owner: {"kind": "csv"}, GET={ADMINISTRATORS: 200}, absent={"kind": "exe"}),
    desk("desk/users/invitations/<uuid:public_id>/act/", invitation, POST={ADMINISTRATORS: 302}, data={"act": "back"}),
    desk("desk/users/<uuid:public_id>/", owned(user), GET={ADMINISTRATORS: 200}, POST={ADMINISTRATORS: 200}),
    desk("accounts/consents/<slug:code>/<int:number>/give/", consent_words, POST={SIGNED_IN: 422}),
)
