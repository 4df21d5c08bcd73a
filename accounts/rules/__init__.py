"""Why: pure rules of accounts."""
