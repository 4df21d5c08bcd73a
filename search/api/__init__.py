"""The public API, version 1: search, facets, practice, similar. It reads live practices and nothing else, and knows no user."""
