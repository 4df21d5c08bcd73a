"""One named, invented person per role; beside it the tests of the room `people`."""
from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client

from accounts.models import User
from accounts.roles import STAFF_ROLES, Role

PASSWORD = "берёзовый-мост-71"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NAMES = {
    Role.MUNICIPAL_USER: "Зоя Берестова",
    Role.CANDIDATE: "Макар Лозовой",
    Role.TRAINEE: "Полина Ярцева",
    Role.GRADUATE: "Тимур Галеев",
    Role.MENTOR: "Влас Зимин",
    Role.REVIEWER: "Агния Ветрова",
    Role.PANEL_OFFICER: "Демид Озеров",
    Role.REGIONAL_COORDINATOR: "Лада Никольская",
    Role.HOST_STAFF: "Ермолай Сухов",
    Role.PROGRAMME_MANAGER: "Нина Раевская",
    Role.SELECTION_OFFICER: "Глеб Студёный",
    Role.PSYCHOLOGIST: "Ася Тихомирова",
    Role.CURATOR: "Платон Горский",
    Role.CONTENT_EDITOR: "Вера Ключевская",
    Role.ANALYST: "Рустам Азизов",
    Role.DATA_PROTECTION_OFFICER: "Инга Сафронова",
    Role.ADMINISTRATOR: "Фёдор Оленин",
}


def someone(role: Role, second_factor: bool | None = None, **fields) -> User | AnonymousUser:
    """A saved user with this role (the role's one person unless another e-mail is given); a visitor is nobody saved.

    The address is verified; staff have the second factor `SECRET` unless `second_factor=False`.
    """
    if role == Role.VISITOR:
        return AnonymousUser()
    email = fields.pop("email", f"{role.value}@people.invalid")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, fields.pop("password", PASSWORD), **{"name": NAMES[role], **fields})
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    user.groups.add(Group.objects.get(name=role.value))
    user.__dict__.pop("roles", None)
    wanted = role in STAFF_ROLES if second_factor is None else second_factor
    if wanted and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, SECRET)
    return user


def session_cookie(user: User, url: str) -> dict:
    """A cookie for `page.context.add_cookies([...])`: this user, signed in, at the server's address."""
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": url}
