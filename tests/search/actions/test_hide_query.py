"""Hiding words as noise."""
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from search.actions.hide_query import NothingToHide, hide_query, show_query
from search.models import HiddenQuery
from search.permissions import user_can_read_queries
from tests.people import someone

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MAY = {Role.CONTENT_EDITOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.VISITOR])
def test_only_editors_may(role):
    user = someone(role)
    assert user_can_read_queries(user) == (role in MAY)
    if role not in MAY:
        for act in (hide_query, show_query):
            with pytest.raises(PermissionDenied):
                act("шум", user, NOW)
    assert not user_can_read_queries(AnonymousUser())


def test_hidden_twice_is_once_and_comes_back():
    editor = someone(Role.CONTENT_EDITOR)
    hide_query("шум", editor, NOW)
    hide_query("шум", editor, NOW)
    assert list(HiddenQuery.objects.values_list("words", "hidden_at")) == [("шум", NOW)]
    show_query("шум", editor, NOW)
    assert HiddenQuery.objects.count() == 0


@pytest.mark.parametrize("words", ["", "ШУМ", "два  слова", "ivan@example.org", "я" * 101, "12345"])
def test_what_the_log_cannot_hold_cannot_be_hidden(words):
    with pytest.raises(NothingToHide):
        hide_query(words, someone(Role.CONTENT_EDITOR), NOW)


def test_a_sign_that_no_database_takes_is_refused_on_the_way_back():
    with pytest.raises(NothingToHide):
        show_query("шум\0", someone(Role.CONTENT_EDITOR), NOW)
