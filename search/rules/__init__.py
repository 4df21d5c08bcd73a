"""Pure rules of the search."""
