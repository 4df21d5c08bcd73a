"""Pure rules of territories: peer groups."""
