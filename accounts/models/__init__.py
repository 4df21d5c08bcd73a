"""What is stored about accounts."""
from accounts.models.privacy import ReadLog
from accounts.models.user import RoleChange, TextSize, Theme, User, UserManager

__all__ = ["ReadLog", "RoleChange", "TextSize", "Theme", "User", "UserManager"]
