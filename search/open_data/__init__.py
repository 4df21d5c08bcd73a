"""What leaves the catalogue for machines and desks: one record of a practice, described field by field, as JSON, as a row of a table, as a nightly dump."""
