"""Addresses of this room."""
from django.urls import path

from search.views.catalogue import catalogue
from search.views.printing import printed

app_name = "search"
urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("print/", printed, name="print"),
]
