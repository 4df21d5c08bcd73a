"""Pure rules of taxonomy."""
