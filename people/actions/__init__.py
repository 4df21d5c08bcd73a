"""Acts of this room, one file each."""
