"""Why: pure rules of the search."""
