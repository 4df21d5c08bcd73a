"""Who may teach the search."""
from accounts.roles import Role

EDITORS = (Role.CONTENT_EDITOR, Role.ADMINISTRATOR)
