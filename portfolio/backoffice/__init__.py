"""The editors' side of practices in Wagtail's admin: list, editor, bulk actions, chooser of municipalities."""
