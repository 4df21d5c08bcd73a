"""What is stored about accounts."""
from accounts.models.access import AccessChange, Invitation
from accounts.models.consents import WORDS, Consent, ConsentKind, ConsentType, ConsentVersion
from accounts.models.notices import LetterText, Notice, NoticeReader
from accounts.models.privacy import ErasedPerson, Erasure, ReadLog, RetentionRun, RetentionTerm
from accounts.models.user import RoleChange, TextSize, Theme, User, UserManager

__all__ = [
    "AccessChange", "Invitation", "LetterText", "Notice", "NoticeReader",
    "WORDS", "Consent", "ConsentKind", "ConsentType", "ConsentVersion", "ErasedPerson", "Erasure", "ReadLog", "RetentionRun", "RetentionTerm",
    "RoleChange", "TextSize", "Theme", "User", "UserManager",
]
