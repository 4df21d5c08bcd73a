"""The desk of users, and the link of an invitation."""
from django.urls import path

from accounts.views import accept, user, users

app_name = "users"
urlpatterns = [
    path("accounts/invitation/<str:token>/", accept.accept, name="accept"),
    path("desk/users/", users.users, name="list"),
    path("desk/users/invite/", users.invite_view, name="invite"),
    path("desk/users/export.<str:kind>", users.export, name="export"),
    path("desk/users/invitations/<uuid:public_id>/act/", users.invitation_act, name="invitation-act"),
    path("desk/users/<uuid:public_id>/", user.user_page, name="user"),
]
