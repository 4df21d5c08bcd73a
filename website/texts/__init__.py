"""First texts of the standard pages, loaded by a migration; afterwards editors keep them."""
