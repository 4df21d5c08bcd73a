"""Consents as their screens show them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery

from accounts.consents import draft_differs
from accounts.models import WORDS, Consent, ConsentType, ConsentVersion, User

ACTIVE = Q(withdrawn_at__isnull=True, replaced_at__isnull=True)


@dataclass(frozen=True)
class ConsentRow:
    """One consent for one person: the newest words, what they agreed to now, and what they agreed to before."""

    type: ConsentType
    newest: ConsentVersion
    mine: Consent | None
    past: Sequence[Consent]

    @property
    def is_current(self) -> bool:
        """Whether they agreed to the newest words."""
        return self.mine is not None and self.mine.version_id == self.newest.pk

    @property
    def is_asked(self) -> bool:
        """Whether the box is shown."""
        return self.type.is_offered and not self.is_current

    @property
    def is_asked_again(self) -> bool:
        """Whether they agreed to older words."""
        return self.is_asked and self.mine is not None


def newest_versions() -> list[ConsentVersion]:
    """The newest version of each consent, in the order of consents (one query)."""
    newest = ConsentVersion.objects.filter(type=OuterRef("type")).order_by("-number").values("number")[:1]
    return list(ConsentVersion.objects.filter(number=Subquery(newest)).select_related("type").order_by("type__order", "type__code"))


def consents_for(user: User) -> list[ConsentRow]:
    """What is offered to this person, and what they once agreed to though it is offered no more (two queries)."""
    given: dict[int, list[Consent]] = {}
    for consent in Consent.objects.filter(user=user).select_related("version"):
        given.setdefault(consent.type_id, []).append(consent)
    rows = []
    for newest in newest_versions():
        mine = given.get(newest.type_id, [])
        if newest.type.is_offered or mine:
            active = next((consent for consent in mine if consent.is_active), None)
            rows.append(ConsentRow(newest.type, newest, active, [consent for consent in mine if not consent.is_active]))
    return rows


def asked_again(user: User) -> list[str]:
    """Titles of consents whose words are newer than those this person agreed to (one query)."""
    newest = ConsentVersion.objects.filter(type=OuterRef("type")).order_by("-number").values("number")[:1]
    old = Consent.objects.filter(ACTIVE, user=user, type__is_offered=True).annotate(newest=Subquery(newest)).filter(version__number__lt=F("newest"))
    return [consent.type.words("title") for consent in old.select_related("type").order_by("type__order", "type__code")]


@dataclass(frozen=True)
class DraftRow:
    """A consent at the desk: its draft, what is published, how many agreed."""

    draft: ConsentType
    newest: ConsentVersion | None
    active: int
    withdrawn: int
    differs: bool


def drafts() -> list[DraftRow]:
    """All consents with their numbers (two queries)."""
    newest = {version.type_id: version for version in newest_versions()}
    withdrawn = Q(consents__withdrawn_at__isnull=False)
    active = Q(consents__withdrawn_at__isnull=True, consents__replaced_at__isnull=True, consents__isnull=False)
    types = ConsentType.objects.select_related("changed_by").annotate(
        active=Count("consents", filter=active), withdrawn=Count("consents", filter=withdrawn),
    )
    return [DraftRow(row, newest.get(row.pk), row.active, row.withdrawn, draft_differs(row, newest.get(row.pk))) for row in types]


@dataclass(frozen=True)
class Change:
    """A field of the words, as published and as drafted."""

    label: str
    before: str
    after: str


def changes(draft: ConsentType, newest: ConsentVersion | None) -> list[Change]:
    """What a publication would change; everything for the first version."""
    fields = [field for field in ConsentType._meta.local_fields if field.name in WORDS]
    found = []
    for field in fields:
        before, after = (str(getattr(row, field.name)) if row is not None else "" for row in (newest, draft))
        if before != after:
            found.append(Change(str(field.verbose_name), before, after))
    return found

