"""What happens to accounts: one file per act."""
