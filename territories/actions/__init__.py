"""What happens to territories: one file per act."""
