"""Wagtail's admin: who may be let into which group of its routes.

Let in is every answer but the sign-in page, the way back to the admin's home, 404 and 405. The first prefix that fits holds. Each single
route with the answers of the four roles that may enter at all stands in `admin_routes.txt`, so that a new one is seen by somebody.
"""
from accounts.roles import Role
from tests.policy.grammar import BACK_OFFICE, EDITORS, EVERYONE, roles

NOBODY: frozenset[str] = frozenset()
METHODOLOGISTS = roles(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)
GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("admin/users/", NOBODY), ("admin/groups/", NOBODY), ("admin/password_reset/", NOBODY), ("admin/login/", NOBODY),
    ("admin/sites/", NOBODY), ("admin/workflows/task_chooser/", BACK_OFFICE), ("admin/workflows/", NOBODY),
    ("admin/redirects/", NOBODY), ("admin/reports/site-history/", BACK_OFFICE),
    ("admin/reports/nothing-found/", EDITORS), ("admin/reports/most-asked/", EDITORS), ("admin/reports/hide-query/", EDITORS),
    ("admin/sprite/", EVERYONE), ("admin/jsi18n/", EVERYONE),
    ("admin/practices/", EDITORS), ("admin/synonyms/", EDITORS), ("admin/snippets/taxonomy/", EDITORS),
    ("admin/snippets/choose/portfolio/", EDITORS), ("admin/snippets/choose/search/", EDITORS), ("admin/snippets/choose/taxonomy/", EDITORS),
    ("admin/snippets/choose/territories/", METHODOLOGISTS), ("admin/snippets/territories/", METHODOLOGISTS),
    ("admin/letters/", METHODOLOGISTS), ("admin/snippets/choose/accounts/lettertext/", METHODOLOGISTS), ("admin/working-days/", METHODOLOGISTS),
    ("admin/consents/", EDITORS), ("admin/snippets/choose/accounts/consenttype/", EDITORS),
    ("admin/snippets/school/", METHODOLOGISTS), ("admin/snippets/choose/school/", METHODOLOGISTS),
    ("admin/collections/", EDITORS),
    ("admin/", BACK_OFFICE),
)
