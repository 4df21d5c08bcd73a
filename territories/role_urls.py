"""Addresses of roles in territories, under the desk."""
from django.urls import path

from territories.views import roles

app_name = "territory-roles"
urlpatterns = [
    path("", roles.roles, name="list"),
    path("<uuid:public_id>/end/", roles.end, name="end"),
]
