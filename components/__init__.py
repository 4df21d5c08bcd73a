"""The design system: tokens, cotton components (`templates/components/`), typography filters. No tables, no business words.

Start reading at the living page, `/components/` in debug mode, and at `templatetags/typo.py`.
"""
