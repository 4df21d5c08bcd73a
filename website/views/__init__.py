"""Screens of `website`, one file per screen."""
