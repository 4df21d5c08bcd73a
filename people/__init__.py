"""People: a person with or without a user, posts, organisations; duplicates merged with undo.

Nouns: Person, Post, Organisation, Duplicate, Merge. Start reading at `models.py`.
"""
