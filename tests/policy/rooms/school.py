"""Rows of `school`."""
from tests.policy.grammar import Row

ROWS: tuple[Row, ...] = ()
