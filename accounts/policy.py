"""One policy: who may do what with which row. Page, file, API, search, feed, export and mail all ask here; no rule means no.

Each room registers its rules in its `permissions.py`:

    @rule(Person, "view", "change")
    def sees_person(user, person) -> bool: ...

    @scope(Person)
    def persons_for(user) -> QuerySet[Person]: ...
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import User

Reader = User | AnonymousUser
Rule = Callable[[Any, Any], bool]
Scope = Callable[[Any], "QuerySet[Any]"]
M = TypeVar("M", bound=Model)

RULES: dict[tuple[type[Model], str], Rule] = {}
SCOPES: dict[type[Model], Scope] = {}


class RuleTwice(ValueError):
    """Two rules for one verb of one model: which of them would hold?"""


class Absent(Http404):
    """There is no such row, or it is not this reader's to see: the answer is the same."""


def rule(model: type[Model], *verbs: str) -> Callable[[Rule], Rule]:
    """Register who may do these verbs with a row: fn(user, row) -> bool. Raises RuleTwice."""

    def register(function: Rule) -> Rule:
        for verb in verbs:
            if (model, verb) in RULES:
                raise RuleTwice(f"{model._meta.label} {verb}")
            RULES[model, verb] = function
        return function

    return register


def scope(model: type[Model]) -> Callable[[Scope], Scope]:
    """Register which rows a reader may see at all: fn(user) -> queryset. Raises RuleTwice."""

    def register(function: Scope) -> Scope:
        if model in SCOPES:
            raise RuleTwice(f"{model._meta.label} scope")
        SCOPES[model] = function
        return function

    return register


def can(user: Reader | None, verb: str, row: Model) -> bool:
    """Whether this reader may do `verb` with `row`; False without a rule, without a reader and for a blocked one."""
    answer = RULES.get((type(row), verb))
    return user is not None and answer is not None and (user.is_anonymous or user.is_active) and bool(answer(user, row))


def visible(user: Reader | None, model: type[M]) -> QuerySet[M]:
    """Rows of the model that this reader may see; none without a scope, without a reader and for a blocked one."""
    rows = SCOPES.get(model)
    if user is None or rows is None or not (user.is_anonymous or user.is_active):
        return model._default_manager.none()
    return rows(user)


def fetch(user: Reader | None, model: type[M], verb: str = "view", **lookup: Any) -> M:
    """The one visible row of this look-up with which the reader may do `verb`; fetching and asking are one call. Raises Absent."""
    row = visible(user, model).filter(**lookup).first()
    if row is None or not can(user, verb, row):
        raise Absent
    return row
