"""What registration asks of the tables."""
from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from accounts.policy import visible
from territories.models import MailDomain, Municipality, RegistrationRequest, RegistrationState
from territories.rules.mail_domains import and_above, domain_of, is_public

HOSTS = Path(__file__).parent.parent / "data" / "public_mail_hosts.txt"


@lru_cache(maxsize=1)
def public_hosts() -> frozenset[str]:
    """Mail services where anybody may have an address."""
    lines = (line.strip() for line in HOSTS.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def known_domain(email: str) -> MailDomain | None:
    """The nearest known domain that the address lies in; none for a public mail host, whatever the table says (one query)."""
    domain = domain_of(email)
    if not domain or is_public(domain, public_hosts()):
        return None
    found = {row.domain: row for row in MailDomain.objects.filter(domain__in=list(and_above(domain))).select_related("territory")}
    return next((found[name] for name in and_above(domain) if name in found), None)


def proves(domain: MailDomain, municipality: Municipality) -> bool:
    """Whether the domain belongs to the municipality, to one it lies in, or to its region."""
    return domain.territory_id in {municipality.pk, municipality.parent_id, municipality.region_id}


def requests_shown(reader: Any, state: str) -> QuerySet[RegistrationRequest]:
    """Requests that the reader may see, in a state; the waiting ones longest first, the decided ones newest first."""
    rows = visible(reader, RegistrationRequest).filter(state=state)
    return rows.order_by("confirmed_at", "pk") if state == RegistrationState.WAITING else rows.order_by("-decided_at", "-pk")


def unconfirmed_since(at: datetime, days: int) -> QuerySet[RegistrationRequest]:
    """Registrations whose address nobody has confirmed in that time."""
    return RegistrationRequest.objects.filter(state=RegistrationState.UNCONFIRMED, asked_at__lt=at - timedelta(days=days))
