"""What this room will hold: course modules of an intake and their editions in host regions. No table yet."""
