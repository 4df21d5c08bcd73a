"""A view gets a protected row from the policy, never by its own look-up."""
import ast

import pytest
from django.apps import apps

from accounts.policy import RULES, SCOPES
from tests.architecture.test_layers import ROOT
from tests.architecture.test_sizes import product

BY_HAND = {"get", "get_object_or_404", "aget"}
ALLOWED = {
    # the signed-in user's own row, found by the session, is nobody else's
    "accounts/views/account.py": {"User"},
    # the parent of a row that the policy has just given
    "school/views/streams.py": {"Intake"},
    "school/views/transfers.py": {"Stream"},
    # Wagtail's admin asks its permission policy before; these rows are editors' alone
    "portfolio/backoffice/editing.py": {"Practice"},
}


def protected() -> set[str]:
    """Models with a rule, a scope, or a public id."""
    ruled = {model.__name__ for model, _verb in RULES} | {model.__name__ for model in SCOPES}
    return ruled | {model.__name__ for model in apps.get_models() if any(field.name == "public_id" for field in model._meta.fields)}


def fetches(source: str, names: set[str]) -> set[str]:
    """Protected models that the code looks up by hand: `Model.objects.….get(…)` and `get_object_or_404(Model, …)`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "get_object_or_404" and node.args:
            root = node.args[0]
        elif called in BY_HAND and isinstance(node.func, ast.Attribute):
            root = node.func.value
        else:
            continue
        inner = {part.id for part in ast.walk(root) if isinstance(part, ast.Name)}
        managers = {part.attr for part in ast.walk(root) if isinstance(part, ast.Attribute)}
        if called == "get_object_or_404" or managers & {"objects", "_default_manager"}:
            found |= inner & names
    return found


def screens() -> list[str]:
    """Files of views."""
    return [name for name in product() if "/views/" in name or "/backoffice/" in name or name.endswith("viewsets.py")]


def test_no_view_fetches_a_protected_row_by_hand():
    names = protected()
    found = {name: fetches((ROOT / name).read_text(), names) - ALLOWED.get(name, set()) for name in screens()}
    assert {name: models for name, models in found.items() if models} == {}


@pytest.mark.parametrize("source", [
    "row = Job.objects.get(pk=1)", "row = Job.objects.filter(by=user).select_related('by').get(pk=1)", "row = get_object_or_404(Job, pk=1)",
    "row = get_object_or_404(Job.objects.filter(by=1), pk=1)",
])
def test_a_fetch_by_hand_is_found(source):
    assert fetches(source, {"Job"}) == {"Job"}


@pytest.mark.parametrize("source", ["row = fetch(user, Job, public_id=1)", "x = request.GET.get('Job')", "n = Job.objects.count()"])
def test_what_asks_the_policy_is_left_alone(source):
    assert fetches(source, {"Job"}) == set()
