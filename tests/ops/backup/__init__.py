"""Backup and restore on whichever database the suite runs."""
