"""What is written of a person and of a post: plain values, told apart from the rows that hold them."""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from accounts.models import User
from people.models import Organisation, Person
from people.rules.duplicates import Facts, fold_email
from people.rules.names import squeeze
from territories.models import Municipality


@dataclass(frozen=True)
class PersonFields:
    """Facts of a person; "" and None are unknown. `user` is the account that belongs to the person."""

    family: str
    given: str
    patronymic: str = ""
    birth_date: date | None = None
    sex: str | None = None
    email: str = ""
    phone: str = ""
    user: User | None = None

    def tidy(self) -> PersonFields:
        """Without stray spaces, the address in small letters."""
        return replace(
            self, family=squeeze(self.family), given=squeeze(self.given), patronymic=squeeze(self.patronymic), sex=self.sex or None,
            email=fold_email(self.email), phone=squeeze(self.phone),
        )


@dataclass(frozen=True)
class PostFields:
    """Facts of a post. `started_on` None is unknown, `ended_on` None goes on, `subordinates` None is unknown and 0 is nobody."""

    title: str
    category: str
    organisation: Organisation | None = None
    municipality: Municipality | None = None
    started_on: date | None = None
    ended_on: date | None = None
    is_managerial: bool = False
    subordinates: int | None = None
    budget_krub: Decimal | None = None


def facts_of(person: Person | PersonFields) -> Facts:
    """What duplicates are told by."""
    return Facts(person.family, person.given, person.patronymic, person.birth_date, person.email)
