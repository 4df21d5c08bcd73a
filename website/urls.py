"""Addresses of this room."""
from django.urls import path

from website.views import desk

app_name = "website"
urlpatterns = [
    path("desk/", desk.desk, name="desk"),
]
