"""Addresses of this room."""
from django.urls import path

from website.views import dead_letters, desk, imports, jobs
from website.views.living import components
from website.views.municipality import by_oktmo, municipality
from website.views.region import region
from website.views.territories import territories

app_name = "website"
urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("components/", components, name="components"),
    path("territories/", territories, name="territories"),
    path("territories/oktmo/<str:code>/", by_oktmo, name="oktmo"),
    path("territories/<slug:slug>/", region, name="region"),
    path("territories/<slug:region>/<slug:slug>/", municipality, name="municipality"),
    path("desk/jobs/", jobs.jobs, name="jobs"),
    path("desk/jobs/live/", jobs.jobs_live, name="jobs-live"),
    path("desk/jobs/<uuid:public_id>/", jobs.job_page, name="job"),
    path("desk/jobs/<uuid:public_id>/live/", jobs.job_live, name="job-live"),
    path("desk/jobs/<uuid:public_id>/act/", jobs.job_act, name="job-act"),
    path("desk/dead-letters/", dead_letters.dead_letters, name="dead-letters"),
    path("desk/dead-letters/act/", dead_letters.letters_act, name="dead-letters-act"),
    path("desk/imports/", imports.imports, name="imports"),
    path("desk/imports/template.xlsx", imports.template, name="imports-template"),
    path("desk/imports/<uuid:public_id>/", imports.batch_page, name="import"),
    path("desk/imports/<uuid:public_id>/act/", imports.batch_act, name="import-act"),
    path("desk/imports/<uuid:public_id>/report.xlsx", imports.batch_report, name="import-report"),
]
