"""What screens of accounts show."""
