"""Home, pages for machines, the desk, imports, and Wagtail's own routes outside the admin."""
from tests.policy.grammar import ADMINISTRATORS, EDITORS, EVERYONE, OWNER, SIGNED_IN, UNKNOWN, anyhow, desk, own, owned, public
from tests.policy.objects import batch, closed_page, draft_page, image, job, live_page, public_document

ROWS = (
    public("robots.txt"),
    public(".well-known/security.txt"),
    public("favicon.ico", GET=302),
    public("sitemap.xml"),
    public("sitemap-<section>.xml", lambda owner: {"section": "practices"}, absent={"section": "persons"}),
    public("media/images/<str:name>", image, absent={"name": "absent.fill-2x2.png"}),
    anyhow(r"^((?:[\w\-]+/)*)$", {("live", EVERYONE): 200, ("closed", SIGNED_IN): 200, ("closed", UNKNOWN): "sign in", EVERYONE: 404},
           {"draft": draft_page, "closed": closed_page, "live": live_page}, url="{path}", absent={"path": "/no-such-page/"}),
    anyhow(r"documents/^(\d+)/(.*)$", {EVERYONE: 200}, public_document, url="/documents/{pk}/{name}"),
    public("documents/authenticate_with_password/<int:restriction_id>/", lambda owner: {"restriction_id": 1}, GET=404, POST=404),
    public("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
           lambda owner: {"page_view_restriction_id": 1, "page_id": 1}, GET=404, POST=404),
    public("components/", GET=404),  # outside DEBUG
    own("desk/", GET=200),
    own("desk/jobs/", GET=200),
    desk("desk/jobs/live/", GET={SIGNED_IN: 200}, visitor=200),  # the answer to a visitor is: load the page anew
    desk("desk/jobs/<uuid:public_id>/", owned(job), GET={OWNER: 200, ADMINISTRATORS: 200}),
    desk("desk/jobs/<uuid:public_id>/live/", owned(job), GET={OWNER: 200, ADMINISTRATORS: 200}, visitor=200),
    desk("desk/jobs/<uuid:public_id>/act/", owned(job), POST={OWNER: 302, ADMINISTRATORS: 302}),
    desk("desk/dead-letters/", GET={ADMINISTRATORS: 200}),
    desk("desk/dead-letters/act/", POST={ADMINISTRATORS: 422}, data={"act": "drop"}),
    desk("desk/imports/", GET={EDITORS: 200}, POST={EDITORS: 422}, data={"key": "no-key"}),
    desk("desk/imports/template.xlsx", GET={EDITORS: 200}),
    desk("desk/imports/<uuid:public_id>/", owned(batch), GET={EDITORS: 200}),
    desk("desk/imports/<uuid:public_id>/act/", owned(batch), POST={EDITORS: 302}, data={"act": "apply"}),
    desk("desk/imports/<uuid:public_id>/report.xlsx", owned(batch), GET={EDITORS: 200}),
)
