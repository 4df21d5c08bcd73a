"""The public addresses of this room, one file per screen."""
