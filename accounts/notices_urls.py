"""Addresses of one's notifications, under the desk."""
from django.urls import path

from accounts.views import notices

app_name = "notices"
urlpatterns = [
    path("", notices.notices, name="list"),
    path("read/", notices.read_all, name="read-all"),
    path("<uuid:public_id>/", notices.open_notice, name="open"),
]
