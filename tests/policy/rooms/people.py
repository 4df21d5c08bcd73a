"""People: staff see everybody, coordinators those of their region, a person the own card; merging is for two roles."""
from accounts.roles import Role
from tests.policy.grammar import OWNER, desk, owned, roles
from tests.policy.objects_people import duplicate, merge, pair, person, person_and_post

STAFF = roles(Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.SELECTION_OFFICER)
LISTED = STAFF | roles(Role.REGIONAL_COORDINATOR)
MERGERS = roles(Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER)
FORM = {STAFF: (200, 422)}


def as_csv(owner):
    """As a CSV file."""
    return {"kind": "csv"}


ROWS = (
    desk("desk/people/", GET={LISTED: 200}),
    desk("desk/people/people.<slug:kind>", as_csv, GET={LISTED: 200}, absent={"kind": "exe"}),
    desk("desk/people/new/", GET={STAFF: 200}, POST=FORM),
    desk("desk/people/duplicates/", GET={MERGERS: 200}),
    desk("desk/people/duplicates/search/", POST={MERGERS: 302}),
    desk("desk/people/duplicates/<uuid:public_id>/", duplicate, POST={MERGERS: (302, 404)}),
    desk("desk/people/merge/<uuid:kept_id>/<uuid:gone_id>/", pair, GET={MERGERS: 200}, POST={MERGERS: (200, 302, 422)}),
    desk("desk/people/merges/", GET={MERGERS: 200}),
    desk("desk/people/merges/<uuid:public_id>/undo/", merge, POST={MERGERS: 302}),
    desk("desk/people/<uuid:public_id>/", owned(person), GET={OWNER: 200, STAFF: 200}),
    desk("desk/people/<uuid:public_id>/edit/", owned(person), GET={STAFF: 200}, POST=FORM),
    desk("desk/people/<uuid:public_id>/same/", person, GET={MERGERS: (200, 302)}),
    desk("desk/people/<uuid:public_id>/posts/new/", owned(person), GET={STAFF: 200}, POST=FORM),
    desk("desk/people/<uuid:public_id>/posts/<uuid:post_id>/", person_and_post, GET={STAFF: 200}, POST=FORM),
    desk("desk/people/<uuid:public_id>/posts/<uuid:post_id>/remove/", person_and_post, POST={STAFF: 302}),
)
