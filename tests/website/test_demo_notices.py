"""The demo's bell has something to show, once, and sends nothing."""
from datetime import UTC, datetime, timedelta

from accounts.actions.demo import create_demo_users
from accounts.models import Notice
from ops.models import OutboxRow
from website.demo.notices import seed_notices

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_administrator_and_municipal_user_are_told_two_things_each_once(db):
    create_demo_users(AT)
    seed_notices(AT)
    seed_notices(AT + timedelta(days=1))
    told = Notice.objects.order_by("reader__user__email", "at").values_list("reader__user__email", "title", "url", "way")
    assert list(told) == [
        ("admin@demo.invalid", "Выполнено: загрузка территорий", "/territories/", "product"),
        ("admin@demo.invalid", "Выполнено: импорт примеров практик", "/practices/", "product"),
        ("mayor@demo.invalid", "Регистрация подтверждена", "/desk/", "product"),
        ("mayor@demo.invalid", "У вас новая роль: Муниципалитет", "/desk/", "product"),
    ]
    assert OutboxRow.objects.filter(event="notice").count() == 0


def test_without_demo_users_nobody_is_told(db):
    seed_notices(AT)
    assert Notice.objects.count() == 0
