"""Registration and its desk."""
from django.urls import path

from territories.views import confirm, join, registrations

app_name = "registration"
urlpatterns = [
    path("accounts/join/", join.join_view, name="join"),
    path("accounts/confirm-email/<str:key>/", confirm.confirm, name="confirm"),
    path("accounts/join/sent/", join.sent, name="sent"),
    path("desk/registrations/", registrations.registrations, name="list"),
    path("desk/registrations/<uuid:public_id>/", registrations.registration, name="request"),
]
