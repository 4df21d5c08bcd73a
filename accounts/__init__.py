"""Who is here: user by e-mail, role names, the one door, display settings.

Nouns: `User`, role (a named group, `roles.py`), display settings. Start reading at `models.py`, then `roles.py`.
"""
