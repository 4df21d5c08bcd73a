"""Practices from a spreadsheet: columns, row rule, and the actions an import uses.

Start reading at `columns.py` (what a file may hold), then `reading.py` (cells → values), `build.py` (values → fields), `checker.py` (the rule).
"""
