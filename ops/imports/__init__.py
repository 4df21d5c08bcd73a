"""Taking in files of rows: readers with their limits, dry run, apply in chunks, undo. A room supplies an `ImportKind`.

Start reading at `kinds.py` (what a room supplies), then `check.py`, `apply.py`, `publish.py` and `undo.py`, one act each.
"""
