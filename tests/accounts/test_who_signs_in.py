"""Every view that could put somebody into a session is known by name; nothing of our own does."""
import ast
import inspect
import re
import subprocess
from pathlib import Path

from allauth.account import app_settings as account
from allauth.mfa import app_settings as mfa
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
SIGNS_IN = re.compile(r"perform_login|perform_passwordless_login|\bform\.login\(|stage\.exit\(\)|finalize_login|complete_signup|verify_email\(|login_user\(")
OWN = {"django_login", "auth_login", "force_login", "perform_login", "resume_login", "SESSION_KEY"}
KNOWN = {
    "allauth.account.views.LoginView": "password; a second factor follows where there is one",
    "allauth.account.views.RequestLoginCodeView": "not switched on: no code is sent",
    "allauth.account.views.ConfirmLoginCodeView": "not switched on: leads to the door",
    "allauth.account.views.SignupView": "closed by the adapter",
    "allauth.account.views.ConfirmEmailView": "confirms an address; signing in by it is switched off",
    "allauth.account.views.PasswordResetFromKeyView": "sets a password; signing in by it is switched off",
    "allauth.mfa.base.views.AuthenticateView": "the second step of a sign-in that has begun",
    "allauth.mfa.base.views.TrustView": "not switched on: no browser is trusted",
    "allauth.mfa.webauthn.views.LoginWebAuthnView": "a passkey that knows its owner: both steps in one",
}


def views(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback if hasattr(pattern.callback, "view_class") else inspect.unwrap(pattern.callback)


def name_of(view) -> str:
    made = getattr(view, "view_class", view)
    return f"{made.__module__}.{getattr(made, '__qualname__', type(made).__name__)}"


def source_of(view) -> str:
    made = getattr(view, "view_class", view)
    try:
        return inspect.getsource(made)
    except (OSError, TypeError):
        return ""


def test_views_that_may_sign_in_are_known():
    found = {name_of(view) for view in views() if SIGNS_IN.search(source_of(view))}
    assert found - set(KNOWN) == set()
    assert {"allauth.account.views.LoginView", "allauth.mfa.base.views.AuthenticateView", "allauth.mfa.webauthn.views.LoginWebAuthnView"} <= found


def test_what_is_switched_off_stays_off():



    assert (account.LOGIN_BY_CODE_ENABLED, account.LOGIN_ON_EMAIL_CONFIRMATION, account.LOGIN_ON_PASSWORD_RESET) == (False, False, False)
    assert (mfa.TRUST_ENABLED, mfa.PASSKEY_SIGNUP_ENABLED, mfa.WEBAUTHN_ALLOW_INSECURE_ORIGIN) == (False, False, False)


def test_nothing_of_ours_signs_anybody_in():
    """SessionLife reads the key to see whether somebody is in; nobody writes it."""
    files = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    used = {}
    for name in files:
        if not name.startswith(("tests/", "benchmarks/", "tools/")):
            tree = ast.parse((ROOT / name).read_text())
            names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            if names & OWN:
                used[name] = sorted(names & OWN)
    assert used == {"accounts/middleware.py": ["SESSION_KEY"]}
