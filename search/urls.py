"""Addresses of this room."""
from django.urls import path

from search.views.catalogue import catalogue

app_name = "search"
urlpatterns = [path("", catalogue, name="catalogue")]
