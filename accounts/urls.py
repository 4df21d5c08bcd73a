"""Addresses of this room; those of sign-in are allauth's."""
from django.urls import path

from accounts.views import account, display, sessions

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("display/", display.display, name="display"),
]
