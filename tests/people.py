"""One named, invented person per role."""
from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, Group

from accounts.models import User
from accounts.roles import Role

PASSWORD = "берёзовый-мост-71"
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


def someone(role: Role, **fields) -> User | AnonymousUser:
    """A saved user with this role (the role's one person unless another e-mail is given); a visitor is nobody saved."""
    if role == Role.VISITOR:
        return AnonymousUser()
    email = fields.pop("email", f"{role.value}@people.invalid")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, fields.pop("password", PASSWORD), **{"name": NAMES[role], **fields})
    user.groups.add(Group.objects.get(name=role.value))
    user.__dict__.pop("roles", None)
    return user
