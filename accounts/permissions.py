"""Who may do what to accounts."""
from accounts.models import User
from accounts.roles import Role


def user_can_manage_roles(user: User | None) -> bool:
    """Administrators give and take roles; None is a command run on the server itself."""
    return user is None or user.has_role(Role.ADMINISTRATOR)
