"""Backup and restore: one folder per backup that is whole or not there at all.

Nouns: Manifest (what the backup promises), Facts (rows and files of one instant), Fault (a promise that is not kept).
Start with `create.py`, then `restore.py`; `docs/operations.md` tells the operator's side.
"""
