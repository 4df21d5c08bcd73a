"""Addresses of this room, beneath /desk/."""
from django.urls import path

from school.views import enrol, enrolments, intakes, streams, transfers

app_name = "school"
urlpatterns = [
    path("programme/", enrolments.my_programme, name="my-programme"),
    path("intakes/", intakes.intakes, name="intakes"),
    path("intakes/<uuid:public_id>/", intakes.intake_page, name="intake"),
    path("intakes/<uuid:public_id>/step/", intakes.intake_step, name="intake-step"),
    path("intakes/<uuid:public_id>/roles/", intakes.intake_role_give, name="intake-role-give"),
    path("intakes/roles/<uuid:public_id>/end/", intakes.intake_role_end, name="intake-role-end"),
    path("intakes/streams/<uuid:public_id>/", streams.stream_page, name="stream"),
    path("intakes/streams/<uuid:public_id>/list.xlsx", streams.stream_file, {"kind": "xlsx"}, name="stream-xlsx"),
    path("intakes/streams/<uuid:public_id>/list.csv", streams.stream_file, {"kind": "csv"}, name="stream-csv"),
    path("intakes/streams/<uuid:public_id>/print/", streams.stream_print, name="stream-print"),
    path("intakes/streams/<uuid:public_id>/transfer/", transfers.stream_transfer, name="stream-transfer"),
    path("intakes/streams/<uuid:public_id>/enrol/", enrol.enrol_form, name="enrol"),
    path("intakes/streams/<uuid:public_id>/people/", enrol.person_lookup, name="person-lookup"),
    path("intakes/transfers/<uuid:batch>/undo/", transfers.transfer_undo, name="transfer-undo"),
    path("intakes/enrolments/<uuid:public_id>/", enrolments.enrolment_page, name="enrolment"),
    path("intakes/enrolments/<uuid:public_id>/<slug:to>/", enrolments.enrolment_move, name="enrolment-move"),
]
