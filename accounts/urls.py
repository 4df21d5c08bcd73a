"""Addresses of this room; those of sign-in are allauth's."""
from django.urls import path

from accounts.views import account, display, notice_choices, sessions

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("notices/", notice_choices.choices, name="notices"),
    path("notices/stop/<str:token>/", notice_choices.stop, name="notices-stop"),
    path("display/", display.display, name="display"),
]
