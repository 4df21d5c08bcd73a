"""An app of the tests: effects of several kinds that leave their traces in a folder."""
