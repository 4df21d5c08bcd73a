"""Two saved searches of the demo's municipal user: one tells daily, one weekly."""
from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.utils import translation

from accounts.models import User
from search.actions.save_search import save_search
from search.models import SavedSearch

MAYOR = "mayor@demo.invalid"
SEARCHES = (
    ("Вывоз мусора", [("q", "вывоз мусора")], SavedSearch.Frequency.DAILY),
    ("Дворы и парки", [("sector", "IMP")], SavedSearch.Frequency.WEEKLY),
)


def seed_saved(at: datetime) -> None:
    """Saved once; what was renamed or removed since stays so."""
    user = User.objects.filter(email=MAYOR, is_demo=True).first()
    if user is None or SavedSearch.objects.filter(owner=user).exists():
        return
    with translation.override(user.language):
        for name, state, frequency in SEARCHES:
            save_search(f"?{urlencode(state)}", name, frequency, user, at)
