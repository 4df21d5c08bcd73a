"""The desk of users, invitations, registration and its desk in a real browser: journeys, axe, both widths."""
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from ops.models import OutboxRow
from territories.actions.give_territory_role import give_territory_role
from tests.browser.test_sign_in import fill, look
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import PASSWORD, session_cookie, someone


@pytest.fixture(autouse=True)
def unspent_limits():
    cache.clear()


def newest_link(pattern: str) -> str:
    body = OutboxRow.objects.filter(event="mail").order_by("-pk").first().payload["body"]
    return re.search(pattern, body).group()


def test_administrator_invites_blocks_and_resets(watched, server, new_context):
    admin = someone(Role.ADMINISTRATOR)
    person = someone(Role.CURATOR, name="Платон Горский")
    watched.context.add_cookies([session_cookie(admin, server.url)])
    watched.goto(f"{server.url}/desk/users/")
    look(watched, "users-list")
    watched.click("main a:has-text('Пригласить')")
    look(watched, "users-invite")
    watched.fill("main [name=email]", "zoya@town.invalid")
    watched.check("main [name=roles][value=curator]")
    watched.click("main button:has-text('Отправить приглашение')")
    watched.wait_for_url("**/desk/users/")
    assert "zoya@town.invalid" in watched.inner_text("main")
    look(watched, "users-invited")
    watched.goto(f"{server.url}/desk/users/{person.public_id}/")
    watched.click("summary:has-text('Сбросить второй шаг')")
    watched.fill("#reason-reset", "Телефон потерян, личность подтверждена звонком")
    watched.click("details[open] button")
    watched.wait_for_load_state()
    assert "Второй шаг сброшен" in watched.inner_text("main")
    watched.click("summary:has-text('Заблокировать')")
    watched.fill("#reason-block", "Уволился")
    watched.click("details[open] button")
    watched.wait_for_load_state()
    look(watched, "users-user")
    assert User.objects.get(pk=person.pk).is_active is False
    guest = new_context(locale="ru-RU").new_page()
    guest.goto(server.url + newest_link_of_invitation())
    look(guest, "users-accept")
    fill(guest, name="Зоя Берестова", password=PASSWORD)
    guest.wait_for_url("**/accounts/login/")
    guest.goto("about:blank")


def newest_link_of_invitation() -> str:
    bodies = [row.payload["body"] for row in OutboxRow.objects.filter(event="mail").order_by("-pk") if row.payload]
    return next(found.group() for body in bodies if (found := re.search(r"/accounts/invitation/[\w-]+/", body)))


def test_municipal_user_registers_and_the_coordinator_confirms(watched, server, new_context):
    region = RegionFactory(name="Залесская область")
    MunicipalityFactory(name="Залесск", region=region)
    coordinator = someone(Role.REGIONAL_COORDINATOR)
    give_territory_role(coordinator, Role.REGIONAL_COORDINATOR, region.territory, None, timezone.now(), timezone.localdate())
    watched.goto(f"{server.url}/accounts/join/")
    look(watched, "join")
    watched.fill("main [name=name]", "Зоя Берестова")
    watched.fill("main [name=email]", "zoya@zalessk.example")
    watched.fill("main [name=password]", PASSWORD)
    watched.fill("main [name=municipality]", "Залес")
    watched.click("main .opts li >> nth=0")
    watched.click("main form .btn")
    watched.wait_for_url("**/accounts/join/sent/")
    look(watched, "join-sent")
    watched.goto(server.url + newest_link(r"/accounts/confirm-email/[^/\s]+/"))
    watched.fill("main [name=password]", PASSWORD)
    watched.click("main form .btn")
    watched.wait_for_load_state()
    watched.goto(f"{server.url}/accounts/login/?next=/accounts/join/")
    fill(watched, login="zoya@zalessk.example", password=PASSWORD)
    watched.wait_for_url("**/accounts/join/")
    look(watched, "join-standing")
    desk = new_context(locale="ru-RU").new_page()
    desk.context.add_cookies([session_cookie(coordinator, server.url)])
    desk.goto(f"{server.url}/desk/registrations/")
    look(desk, "registrations")
    desk.click("main a:has-text('Решить')")
    look(desk, "registration")
    desk.click("main button:has-text('Подтвердить')")
    desk.wait_for_url("**/desk/registrations/")
    assert "Никто не ждёт вашего решения" in desk.inner_text("main")
    desk.goto("about:blank")
    assert User.objects.get(email="zoya@zalessk.example").has_role(Role.MUNICIPAL_USER)


def test_devices_are_listed(watched, server):
    user = someone(Role.MUNICIPAL_USER)
    watched.goto(f"{server.url}/accounts/login/?next=/accounts/sessions/")
    fill(watched, login=user.email, password=PASSWORD)
    watched.wait_for_url("**/accounts/sessions/")
    assert "это устройство" in watched.inner_text("main")
    look(watched, "sessions")
