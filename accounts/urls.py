"""Addresses of this room; those of sign-in are allauth's."""
from django.urls import path

from accounts.views import account, consents, data, display, notice_choices, sessions

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("notices/", notice_choices.choices, name="notices"),
    path("notices/stop/<str:token>/", notice_choices.stop, name="notices-stop"),
    path("display/", display.display, name="display"),
    path("data/", data.data, name="data"),
    path("data/export/", data.export, name="data-export"),
    path("data/erase/", data.erase, name="data-erase"),
    path("data/erase/<uuid:public_id>/back/", data.take_back, name="data-erase-back"),
    path("consents/", consents.consents, name="consents"),
    path("consents/withdraw/<uuid:public_id>/", consents.withdraw, name="consent-withdraw"),
    path("consents/<slug:code>/", consents.words, name="consent"),
    path("consents/<slug:code>/<int:number>/", consents.words, name="consent-version"),
    path("consents/<slug:code>/<int:number>/give/", consents.give, name="consent-give"),
    path("consents/<slug:code>/<int:number>/print/", consents.print_words, name="consent-print"),
]
