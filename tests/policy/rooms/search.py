"""The catalogue is public."""
from tests.policy.grammar import public

ROWS = (public("practices/"), public("practices/compare/"), public("practices/print/"))
