"""Rows of `people`."""
from tests.policy.grammar import Row

ROWS: tuple[Row, ...] = ()
