"""Addresses of the desk of data protection, beneath /desk/privacy/."""
from django.urls import path

from accounts.views import privacy_desk, privacy_work

app_name = "privacy"
urlpatterns = [
    path("", privacy_desk.log, name="log"),
    path("log.<slug:kind>", privacy_desk.log_file, name="log-file"),
    path("incident/", privacy_desk.incident, name="incident"),
    path("incident.<slug:kind>", privacy_desk.incident, name="incident-file"),
    path("consents/", privacy_work.consents, name="consents"),
    path("consents/<slug:code>/", privacy_work.consent, name="consent"),
    path("erasures/", privacy_work.erasures, name="erasures"),
    path("erasures/<uuid:public_id>/", privacy_work.erasure, name="erasure"),
    path("retention/", privacy_work.retention, name="retention"),
    path("retention/dry-run/", privacy_work.dry_run, name="retention-dry-run"),
    path("retention/term/", privacy_work.term, name="retention-term"),
]
