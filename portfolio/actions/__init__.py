"""What happens to practices; one file per act."""
