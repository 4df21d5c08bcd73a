"""Territories are public; who joins from a place is decided by its coordinator."""
from accounts.roles import Role
from tests.policy.grammar import ADMINISTRATORS, EVERYONE, Row, desk, door, owned, public, roles
from tests.policy.objects import municipality, oktmo, region, registration_here, registration_there, territory_role

DESK = roles(Role.REGIONAL_COORDINATOR, Role.ADMINISTRATOR)
COORDINATOR = roles(Role.REGIONAL_COORDINATOR)
PLACES = {"own region": registration_here, "other region": registration_there}

ROWS = (
    public("place/", GET=200, POST=422),
    public("territories/lookup/"),
    public("territories/"),
    public("territories/oktmo/<str:code>/", oktmo, GET=301),
    public("territories/<slug:slug>/", region),
    public("territories/<slug:region>/<slug:slug>/", municipality),
    door("accounts/join/", GET=(200, 200), POST=(200, 200)),
    public("accounts/join/sent/"),
    Row("accounts/confirm-email/<str:key>/", {"GET": {EVERYONE: 200}, "POST": {EVERYONE: 404}}, url="/accounts/confirm-email/no-such-key/"),
    desk("desk/registrations/", GET={DESK: 200}),
    desk("desk/registrations/<uuid:public_id>/", PLACES, GET={ADMINISTRATORS: 200, ("own region", COORDINATOR): 200},
         POST={ADMINISTRATORS: 200, ("own region", COORDINATOR): 200}),
    desk("desk/territory-roles/", GET={ADMINISTRATORS: 200}, POST={ADMINISTRATORS: 200}),
    desk("desk/territory-roles/<uuid:public_id>/end/", owned(territory_role), POST={ADMINISTRATORS: 302}),
)
