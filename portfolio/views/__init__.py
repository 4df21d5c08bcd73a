"""Public screens of practices."""
