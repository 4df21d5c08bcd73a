"""Intakes: managers everywhere, staff where they hold a role, curators move people, a trainee sees the own programme."""
from accounts.roles import Role
from tests.policy.grammar import SIGNED_IN, desk, own, roles
from tests.policy.objects_school import IN_INTAKE, enrolments, enrolments_to_move, intakes, roles_in_intake, streams

MANAGERS = roles(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)
STAFF = ("own intake", roles(Role.CURATOR, Role.SELECTION_OFFICER, Role.HOST_STAFF, Role.PSYCHOLOGIST))
LISTS = ("own intake", roles(Role.CURATOR, Role.SELECTION_OFFICER))
CURATORS = ("own intake", roles(Role.CURATOR))
SEEN = {MANAGERS: 200, STAFF: 200}
MOVED = {MANAGERS: 302, STAFF: 302}  # without fields nothing is moved: the form says so, to whoever sees the page

ROWS = (
    own("desk/programme/", GET=200),
    desk("desk/intakes/", {"own intake": IN_INTAKE["own intake"]}, GET=SEEN),
    desk("desk/intakes/<uuid:public_id>/", intakes, GET=SEEN),
    desk("desk/intakes/<uuid:public_id>/step/", intakes, POST={MANAGERS: 302}),
    desk("desk/intakes/<uuid:public_id>/roles/", intakes, POST={MANAGERS: 422}),
    desk("desk/intakes/roles/<uuid:public_id>/end/", roles_in_intake, POST={MANAGERS: 302}),
    desk("desk/intakes/streams/<uuid:public_id>/", streams, GET=SEEN),
    desk("desk/intakes/streams/<uuid:public_id>/list.xlsx", streams, GET={MANAGERS: 200, LISTS: 200}),
    desk("desk/intakes/streams/<uuid:public_id>/list.csv", streams, GET={MANAGERS: 200, LISTS: 200}),
    desk("desk/intakes/streams/<uuid:public_id>/print/", streams, GET={MANAGERS: 200, LISTS: 200}),
    desk("desk/intakes/streams/<uuid:public_id>/transfer/", streams, POST={MANAGERS: 302, CURATORS: 302}),
    desk("desk/intakes/streams/<uuid:public_id>/enrol/", streams, GET={MANAGERS: 200}, POST={MANAGERS: 422}),
    desk("desk/intakes/streams/<uuid:public_id>/people/", streams, GET={MANAGERS: 200}),
    desk("desk/intakes/transfers/<uuid:batch>/undo/", lambda owner: {"batch": "6ba7b810-9dad-41d1-80b4-00c04fd430c8"}, POST={SIGNED_IN: 404}),
    desk("desk/intakes/enrolments/<uuid:public_id>/", enrolments, GET=SEEN),
    desk("desk/intakes/enrolments/<uuid:public_id>/<slug:to>/", enrolments_to_move, POST=MOVED),
)
