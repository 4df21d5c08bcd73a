"""What is stored about accounts."""
from accounts.models.user import RoleChange, TextSize, Theme, User, UserManager

__all__ = ["RoleChange", "TextSize", "Theme", "User", "UserManager"]
