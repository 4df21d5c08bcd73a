"""Tags of the catalogue's templates."""
