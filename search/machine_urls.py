"""Addresses for machines, outside the languages: the API and the files of the dump."""
from django.urls import path

from search.api.routes import urls
from search.views.open_data import download

urlpatterns = [
    path("api/v1/", urls()),
    path("open-data/<str:name>", download, name="open-data-file"),
]
