"""Pure rules of practices: what is missing before publication, how far the target was reached."""
