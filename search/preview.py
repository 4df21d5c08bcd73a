"""What a synonym rule would find, shown beside its form before it is saved."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.queries import practice_cards
from search.engines import engine
from search.query import CatalogueQuery, TooLong, parse
from search.synonyms import Rule, SynonymTable
from search.vocabulary import read_rules

if TYPE_CHECKING:
    from search.models import SynonymRule


def rule_preview(rule: SynonymRule) -> dict[str, Any]:
    """Number of practices without and with the rule, and the first ten with it."""
    others = read_rules(without=rule.pk)
    new = Rule(rule.term, tuple(rule.synonyms or ()), rule.kind == rule.Kind.NARROWER)
    try:
        before = parse(rule.term, SynonymTable(others))
        after = parse(rule.term, SynonymTable([*others, new] if rule.is_active else others))
    except TooLong:
        return {"rule": rule, "before": 0, "total": 0, "cards": []}
    query = CatalogueQuery(rule.term)
    page = engine().search(query, after, ())
    return {"rule": rule, "before": engine().count(query, before), "total": page.total, "cards": practice_cards(page.ids)}
