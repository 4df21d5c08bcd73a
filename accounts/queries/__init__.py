"""What screens read of accounts."""
