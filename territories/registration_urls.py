"""Registration and its desk."""
from django.urls import path

from territories.views import join, registrations

app_name = "registration"
urlpatterns = [
    path("accounts/join/", join.join_view, name="join"),
    path("accounts/join/sent/", join.sent, name="sent"),
    path("desk/registrations/", registrations.registrations, name="list"),
    path("desk/registrations/<uuid:public_id>/", registrations.registration, name="request"),
]
