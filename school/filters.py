"""What the address bar of a stream's list asks for."""
from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from people.rules.names import fold
from school.models import Enrolment
from school.states import EnrolmentState

SORTS = {"name": ("person__search_key", "pk"), "state": ("state", "person__search_key", "pk"), "enrolled": ("-enrolled_on", "person__search_key", "pk")}
LONGEST = 100


@dataclass(frozen=True)
class ListQuery:
    """Words of a name, one state or all, order, page; nonsense is as if it had not been asked."""

    q: str = ""
    state: str = ""
    sort: str = "name"
    page: str = "1"

    def url(self, **changes: str) -> str:
        """The address of the same list with something else asked; what is usual is left out."""
        asked = replace(self, **{"page": "1", **changes})
        usual = ListQuery()
        pairs = {name: value for name in ("q", "state", "sort", "page") if (value := getattr(asked, name)) != getattr(usual, name)}
        return "?" + urlencode(pairs)

    def found(self, rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        """Rows whose name holds all words."""
        for word in fold(self.q).split():
            rows = rows.filter(person__search_key__contains=word)
        return rows

    def applied(self, rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        """Found, of the state, in order."""
        rows = self.found(rows)
        return (rows.filter(state=self.state) if self.state else rows).order_by(*SORTS[self.sort])


def list_query(data: QueryDict) -> ListQuery:
    """Read from the address."""
    state, sort = data.get("state", ""), data.get("sort", "name")
    return ListQuery(
        data.get("q", "").strip()[:LONGEST], state if state in EnrolmentState.values else "", sort if sort in SORTS else "name", data.get("page", "1"),
    )
