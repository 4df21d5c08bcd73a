"""Bring an organisation into the list, once."""
from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import User
from people.models import Organisation
from people.permissions import user_can_create_person
from people.rules.inn import InnFault, inn_fault
from people.rules.names import fold, squeeze
from territories.models import Region


class BadInn(ValueError):
    """The INN does not add up; `fault` says how."""

    def __init__(self, fault: InnFault) -> None:
        super().__init__(fault)
        self.fault = fault


class NoName(ValueError):
    """An organisation has a name."""


def find_or_add_organisation(name: str, inn: str, region: Region | None, by: User | None, at: datetime) -> Organisation:
    """The organisation of this INN; without one the one of this name (letters and signs folded) in this region; else a new one.

    An INN given for a known name without one is kept with it. Raises PermissionDenied, BadInn, NoName.
    """
    if not user_can_create_person(by):
        raise PermissionDenied
    name, inn = squeeze(name)[:300], inn.strip()
    fault = inn_fault(inn) if inn else None
    if fault is not None:
        raise BadInn(fault)
    if not fold(name):
        raise NoName
    with transaction.atomic():
        found = known(name, inn, region)
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return Organisation.objects.create(name=name, inn=inn, region=region, created_at=at, updated_at=at, created_by=by)
        except IntegrityError:  # another request brought the same INN
            return Organisation.objects.get(inn=inn)


def known(name: str, inn: str, region: Region | None) -> Organisation | None:
    """The row that is meant, if there is one."""
    if inn and (found := Organisation.objects.filter(inn=inn).first()):
        return found
    alike = Organisation.objects.select_for_update().filter(search_key=fold(name)[:300])
    alike = alike.filter(region=region) if region is not None else alike
    row = alike.filter(inn="").first() if inn else alike.first()
    if row is not None and inn:
        row.inn = inn
        row.save(update_fields=["inn"])
    return row
