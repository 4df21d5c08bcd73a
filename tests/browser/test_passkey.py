"""A passkey in a real browser with a virtual authenticator: made by staff as the second factor, then the only thing asked at the door."""
import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from accounts.roles import Role
from tests.browser.test_sign_in import fill, look
from tests.people import PASSWORD, someone


@pytest.fixture(autouse=True)
def unspent_limits():
    cache.clear()


def add_device(page, verified: bool = True) -> None:
    """A phone that keeps keys; `verified` is whether it knows its owner."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }})


def local(server) -> str:
    """Browsers make passkeys at http://localhost, not at its number."""
    return server.url.replace("127.0.0.1", "localhost")


def sign_out(page) -> None:
    page.click("summary:has(.ava)")
    page.click(".tools button:has-text('Выйти')")
    page.wait_for_url("**/")


def test_passkey_is_made_counts_as_second_factor_and_lets_in_alone(watched_locally, server, settings):
    settings.DEMO = False
    page, base = watched_locally, local(server)
    add_device(page)
    user = someone(Role.CONTENT_EDITOR, second_factor=False)
    page.goto(f"{base}/accounts/login/?next=/desk/")
    fill(page, login=user.email, password=PASSWORD)
    page.wait_for_url("**/accounts/2fa/totp/activate/")
    page.click("main a:has-text('добавьте ключ доступа')")
    look(page, "passkey-add")
    page.fill("main [name=name]", "Рабочий ноутбук")
    page.click("main form .btn")
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    look(page, "passkey-recovery-codes")
    with page.expect_download() as kept:
        page.click("[data-codes-download]")
    lines = kept.value.path().read_text().splitlines()
    assert (kept.value.suggested_filename, lines[2:]) == ("recovery-codes.txt", page.locator(".codes code").all_inner_texts())
    page.reload()
    assert page.locator(".codes li").count() == 0
    assert "второй раз не показываются" in page.inner_text("main")
    page.goto(f"{base}/desk/")
    assert page.url == f"{base}/desk/"
    assert list(Authenticator.objects.filter(user=user).order_by("type").values_list("type", flat=True)) == ["recovery_codes", "webauthn"]
    page.goto(f"{base}/accounts/2fa/webauthn/")
    assert "Рабочий ноутбук" in page.inner_text("main")
    look(page, "passkey-list")
    sign_out(page)
    page.goto(f"{base}/accounts/login/?next=/desk/")
    look(page, "login-with-passkey")
    page.click("form[data-passkey] .btn")
    page.wait_for_url("**/desk/")
    sign_out(page)
    page.goto(f"{base}/accounts/login/?next=/desk/")
    fill(page, login=user.email, password=PASSWORD)
    page.wait_for_url("**/accounts/2fa/authenticate/")
    look(page, "second-step-with-passkey")
    page.click("form[data-passkey] .btn")
    page.wait_for_url("**/desk/")


def test_device_that_refuses_leaves_the_other_ways_open(watched_locally, server):
    page, base = watched_locally, local(server)
    add_device(page, verified=False)
    user = someone(Role.MUNICIPAL_USER)
    page.goto(f"{base}/accounts/login/?next=/desk/")
    page.click("form[data-passkey] .btn")
    page.wait_for_selector("form[data-passkey] [role=alert]")
    assert "Устройство не подтвердило вход" in page.inner_text("form[data-passkey] [role=alert]")
    fill(page, login=user.email, password=PASSWORD)
    page.wait_for_url("**/desk/")


def test_address_by_number_is_explained(watched, server):
    watched.goto(f"{server.url}/accounts/login/")
    watched.click("form[data-passkey] .btn")
    watched.wait_for_selector("form[data-passkey] [role=alert]")
    assert "http://localhost" in watched.inner_text("form[data-passkey] [role=alert]")
