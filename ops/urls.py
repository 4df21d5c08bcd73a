"""Addresses that answer without a language: one private file, and health."""
from django.urls import path

from ops.views.files import file_view

app_name = "ops"
urlpatterns = [
    path("desk/files/<uuid:public_id>/", file_view, name="file"),
]
