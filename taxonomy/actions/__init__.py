"""What happens to the taxonomy: one file per act."""
