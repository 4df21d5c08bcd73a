"""Who gets what: every route of the product, every role, every relation to the object.

How to add your rows (a route that stands in no row fails `test_routes.py`, and so does a row without a route):
1. Open `rooms/<your room>.py`; add a row for each pattern of your urls.py, with the whole pattern as the test prints it (no /en/).
2. Choose the word: `public(route)` everybody gets 200 by GET; `own(route, GET=200)` every signed-in user has one; `desk(route, GET={WHO: 200})`
   who is named gets it, other users 404, visitors the sign-in page; `door(route, GET=(visitor, signed in))` for pages of sign-in.
3. WHO is a group (`EDITORS`, `ADMINISTRATORS`, `STAFF`, `SIGNED_IN`, `roles(Role.CURATOR)`), a relation ("owner"), or both: ("owner", EDITORS).
   The first entry that fits holds. An answer is a status, "sign in", or a choice: (200, 302).
4. Name each method that the view takes; what you do not name must answer 405 (or like a stranger's 404). HEAD follows GET. POST is sent
   without fields unless you give `data={…}`, so a form with an error answers its 200 or 422, an act 302 or 400.
5. A route with an object: `objects=make` where `make(owner)` saves one (through your actions or factories) and returns the arguments of the
   address: `{"public_id": row.public_id}`. `objects=owned(make)` calls it as owner, colleague (same role) and stranger (another role).
   Other relations by name: `objects={"own region": make_a, "other region": make_b, "conflicted": make_c}`; then `GET={"own region": 200}`.
6. Absent and forbidden must be the same bytes: the test asks for an object that is not there; give `absent={…}` if the key is no uuid or id.
7. While you write: `SCHOOL_POLICY_ROUTES=desk/people pytest tests/policy/test_routes.py` calls only the routes that contain this text.
8. Wagtail's admin is in `rooms/admin.py` by group; after new routes there: `SCHOOL_GOLDEN=write pytest tests/policy/test_admin.py`, read the diff.
"""
from __future__ import annotations

from tests.policy.grammar import Row
from tests.policy.rooms import accounts, allauth, ops, people, portfolio, privacy, school, search, territories, website

ROOMS = (ops, accounts, allauth, privacy, territories, people, school, portfolio, search, website)
ROWS: tuple[Row, ...] = tuple(row for room in ROOMS for row in room.ROWS)
