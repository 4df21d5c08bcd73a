"""The words of the table: rows, answers, readers, relations."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from accounts.roles import ADMIN_ROLES, STAFF_ROLES, Role

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
SIGN_IN = "sign in"  # a redirect to the sign-in page
Answer = int | str | tuple[int | str, ...]
Arguments = Mapping[str, Any]
Make = Callable[[User], Arguments]  # an object of this user: the arguments of its address
Who = frozenset[str] | tuple[str, frozenset[str]]
Right = Mapping[Any, Answer]

VISITOR, PLAIN, BLOCKED = Role.VISITOR.value, "no role", "blocked"
READERS = (VISITOR, BLOCKED, PLAIN, *(role.value for role in Role if role != Role.VISITOR))
UNKNOWN = frozenset({VISITOR, BLOCKED})  # to the product both are nobody
SIGNED_IN = frozenset(READERS) - UNKNOWN
EVERYONE = frozenset(READERS)
STAFF = frozenset(role.value for role in STAFF_ROLES)
BACK_OFFICE = frozenset(role.value for role in ADMIN_ROLES)
EDITORS = frozenset({Role.CONTENT_EDITOR.value, Role.ADMINISTRATOR.value})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR.value})
OWNER, COLLEAGUE, STRANGER, CONFLICTED = "owner", "colleague", "stranger", "conflicted"
RELATIONS = (OWNER, COLLEAGUE, STRANGER)


def roles(*names: Role) -> frozenset[str]:
    """A group of roles for the table."""
    return frozenset(role.value for role in names)


@dataclass(frozen=True)
class Row:
    """One route: what it gives to whom.

    `rights` maps a method to {who: answer}; who is a group of readers, a relation, or (relation, group); the first that fits holds.
    Readers that no entry names get `visitor` (nobody known) or `others`. A method that is not listed is 405, or what a stranger gets.
    `objects` maps a relation to the maker of an object for a reader; `url` stands for routes whose address cannot be built.
    """

    route: str
    rights: Mapping[str, Right]
    objects: Mapping[str, Make] = field(default_factory=dict)
    others: Answer = 404
    visitor: Answer = SIGN_IN
    url: str = ""
    absent: Arguments | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def expected(self, method: str, reader: str, relation: str) -> tuple[int | str, ...]:
        """Every answer that is right."""
        source = "GET" if method == "HEAD" and "HEAD" not in self.rights else method
        closed = self.visitor if reader in UNKNOWN else self.others
        if source not in self.rights:
            return (405, *many(closed)) if closed != 200 else (405,)
        answers = many(self.right(self.rights[source], reader, relation, closed))
        return (*answers, 405) if source != method else answers

    @staticmethod
    def right(right: Right, reader: str, relation: str, closed: Answer) -> Answer:
        """The first entry that fits."""
        for who, answer in right.items():
            if isinstance(who, str):
                fits = who == relation and reader not in UNKNOWN
            elif isinstance(who, tuple):
                fits = who[0] == relation and reader in who[1]
            else:
                fits = reader in who
            if fits:
                return answer
        return closed


def many(answer: Answer) -> tuple[int | str, ...]:
    """One answer is a choice of one."""
    return answer if isinstance(answer, tuple) else (answer,)


def public(route: str, objects: Make | Mapping[str, Make] | None = None, url: str = "", absent: Arguments | None = None,
           data: Mapping[str, Any] | None = None, **methods: Answer) -> Row:
    """Everybody gets the same: `GET=200` unless said otherwise."""
    return Row(route, {name: {EVERYONE: answer} for name, answer in (methods or {"GET": 200}).items()}, made(objects), url=url, absent=absent,
               others=404, visitor=404, data=data or {})


def door(route: str, url: str = "", objects: Make | Mapping[str, Make] | None = None, **methods: tuple[Answer, Answer]) -> Row:
    """A page of the sign-in: (what a visitor gets, what a signed-in user gets)."""
    return Row(route, {name: {UNKNOWN: out, SIGNED_IN: inside} for name, (out, inside) in methods.items()}, made(objects), url=url)


def desk(route: str, objects: Make | Mapping[str, Make] | None = None, url: str = "", others: Answer = 404, visitor: Answer = SIGN_IN,
         absent: Arguments | None = None, data: Mapping[str, Any] | None = None, **methods: Right) -> Row:
    """A private page: who is named gets the answer, other users 404, visitors the sign-in page."""
    return Row(route, methods, made(objects), others, visitor, url, absent, data or {})


def anyhow(route: str, right: Right, objects: Make | Mapping[str, Make] | None = None, url: str = "", absent: Arguments | None = None) -> Row:
    """Somebody else's view that asks for no method: each is answered alike."""
    return Row(route, {name: right for name in METHODS if name != "HEAD"}, made(objects), url=url, absent=absent)


def own(route: str, **methods: Answer) -> Row:
    """A page about oneself: every signed-in user has one."""
    return Row(route, {name: {SIGNED_IN: answer} for name, answer in methods.items()})


def made(objects: Make | Mapping[str, Make] | None) -> Mapping[str, Make]:
    """One maker serves every reader alike (the object has no owner)."""
    if objects is None:
        return {}
    return objects if isinstance(objects, Mapping) else {"any": objects}


def owned(make: Make) -> Mapping[str, Make]:
    """An object of a person: one's own, a colleague's (same role), a stranger's (another role)."""
    return {relation: make for relation in RELATIONS}
