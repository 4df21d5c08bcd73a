"""Addresses of this room."""
from django.urls import path

from territories.views.lookup import lookup

app_name = "territories"
urlpatterns = [path("lookup/", lookup, name="lookup")]
