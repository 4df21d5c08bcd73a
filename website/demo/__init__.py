"""The demo, room by room; each module makes its rows by the actions, once."""
