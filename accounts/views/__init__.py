"""Screens of one's own account; sign-in itself is allauth's."""
