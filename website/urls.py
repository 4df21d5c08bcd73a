"""Addresses of this room."""
from django.urls import path

from website.views import desk, imports
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
    path("desk/imports/", imports.imports, name="imports"),
    path("desk/imports/template.xlsx", imports.template, name="imports-template"),
    path("desk/imports/<uuid:public_id>/", imports.batch_page, name="import"),
    path("desk/imports/<uuid:public_id>/act/", imports.batch_act, name="import-act"),
    path("desk/imports/<uuid:public_id>/report.xlsx", imports.batch_report, name="import-report"),
]
