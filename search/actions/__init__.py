"""What happens in the search besides searching."""
