"""Who plays which role where."""
from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from ops.rules.letter_case import spellings
from territories.models import Territory, TerritoryRole

DEPTH = 4


def holding(on: date) -> Q:
    """Rows that hold on this day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def covering(territory: Territory) -> Q:
    """Rows given for this territory or for one that it lies in: a region covers its municipalities. One query."""
    chain = ["pk", *("parent" + "__parent" * level for level in range(DEPTH))]
    (above,) = Territory.objects.filter(pk=territory.pk).values_list(*chain)
    return Q(territory__in=[pk for pk in above if pk is not None])


def territories_of(user: User, role: Role, on: date) -> QuerySet[Territory]:
    """Where this user plays the role on this day, as given (a region stands for its municipalities)."""
    rows = TerritoryRole.objects.filter(holding(on), user=user, role=role.value)
    return Territory.objects.filter(pk__in=rows.values("territory"))


def lies_in(territories: QuerySet[Territory], path: str = "territory") -> Q:
    """A filter for rows whose `path` leads to one of these territories or into one: Post.objects.filter(lies_in(mine, "municipality__territory"))."""
    found = Q(**{f"{path}__in": territories})
    for _level in range(DEPTH):
        path += "__parent"
        found |= Q(**{f"{path}__in": territories})
    return found


def holders_of(role: Role, territory: Territory, on: date) -> QuerySet[User]:
    """Active users who play the role in the territory or in one that it lies in; nobody counts whose role itself was taken away."""
    rows = TerritoryRole.objects.filter(holding(on) & covering(territory), role=role.value)
    return User.objects.filter(is_active=True, groups__name=role.value, pk__in=rows.values("user"))


def territory_roles(text: str = "", role: str = "", ended: bool = False, on: date | None = None) -> QuerySet[TerritoryRole]:
    """Rows for the desk: of people whose name or address holds the text; ended ones only on wish."""
    rows = TerritoryRole.objects.select_related("user", "territory__parent", "given_by", "ended_by")
    if text:
        found = Q(user__email__icontains=text)
        for one in spellings(text):
            found |= Q(user__name__icontains=one) | Q(territory__name__icontains=one)
        rows = rows.filter(found)
    if role:
        rows = rows.filter(role=role)
    if on is not None:
        still = Q(until__isnull=True) | Q(until__gt=on)
        rows = rows.exclude(still) if ended else rows.filter(still)
    return rows
