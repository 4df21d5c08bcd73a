"""Addresses that answer without a language: one private file, and health."""
from django.urls import path

from ops.views.files import file_view
from ops.views.health import livez, readyz

app_name = "ops"
urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("desk/files/<uuid:public_id>/", file_view, name="file"),
]
