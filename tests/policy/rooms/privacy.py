"""The desk of the data protection officer."""
from accounts.roles import Role
from tests.policy.grammar import desk, owned, roles
from tests.policy.objects import consent_draft, erasure

OFFICERS = roles(Role.DATA_PROTECTION_OFFICER)


def csv(owner):
    """As a CSV file."""
    return {"kind": "csv"}


ROWS = (
    desk("desk/privacy/", GET={OFFICERS: 200}, POST={OFFICERS: 200}),
    desk("desk/privacy/log.<slug:kind>", csv, GET={OFFICERS: 200}, absent={"kind": "exe"}),
    desk("desk/privacy/incident/", GET={OFFICERS: 200}),
    desk("desk/privacy/incident.<slug:kind>", csv, GET={OFFICERS: 404}, absent={"kind": "exe"}),  # without a question there is no file
    desk("desk/privacy/consents/", GET={OFFICERS: 200}),
    desk("desk/privacy/consents/<slug:code>/", consent_draft, GET={OFFICERS: 200}, POST={OFFICERS: 302}),
    desk("desk/privacy/erasures/", GET={OFFICERS: 200}),
    desk("desk/privacy/erasures/<uuid:public_id>/", owned(erasure), GET={OFFICERS: 200}, POST={("owner", OFFICERS): 404, OFFICERS: 200}),
    desk("desk/privacy/retention/", GET={OFFICERS: 200}),
    desk("desk/privacy/retention/dry-run/", POST={OFFICERS: 302}),
    desk("desk/privacy/retention/term/", POST={OFFICERS: 302}),
)
