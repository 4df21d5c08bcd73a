"""Answers of `ops`: one private file, and two questions of machines."""
