"""Change one's own name and language of letters."""
from accounts.models import User


def change_account(user: User, name: str, language: str) -> User:
    """Keep a name and a language; values are checked by the form."""
    user.name, user.language = name.strip(), language
    user.save(update_fields=["name", "language"])
    return user
