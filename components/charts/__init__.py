"""Geometry of the charts: pure functions from numbers to places, no Django models. The templates in `templates/components/` draw them.

Coordinates are text, because templates would write a decimal comma into an attribute.
"""
