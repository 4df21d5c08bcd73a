"""Saved searches, subscriptions, news."""
