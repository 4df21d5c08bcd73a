"""Programmes and intakes in the admin: who may, what is refused with which words, what stays; the dashboard's panel and the menu."""
import html

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.roles import ADMIN_ROLES, Role
from school.models import Intake, Programme, Stream
from school.states import IntakeState
from tests.factories.school import EnrolmentFactory, IntakeFactory, ProgrammeFactory, StreamFactory
from tests.factories.territories import RegionFactory
from tests.people import someone
from website.intake_panel import intake_panels


@pytest.fixture
def admin(client, manager):
    """The programme manager's browser."""
    client.force_login(manager)
    return client


def at(model, name, *args):
    """Address of a screen."""
    return reverse(f"wagtailsnippets_school_{model}:{name}", args=args)


def intake_form(programme, streams=(), regions=(), known=0, **changes):
    """The whole form of an intake."""
    data = {
        "programme": programme.pk, "number": 1, "label": "Набор", "label_en": "", "starts": "2026-09-01", "ends": "2027-05-31", "places": 100,
        "streams": inline_formset([{"title": "", "title_en": "", "starts": "", "ends": "", **row} for row in streams], initial=known),
        "region_rows": inline_formset([{"region": region.pk} for region in regions]), **changes,
    }
    return nested_form_data(data)


def told(response):
    """Every error of the form and its rows, and the messages."""
    form = response.context["form"]
    rows = [error for errors in form.formsets["streams"].errors for found in errors.values() for error in found]
    return [error for found in form.errors.values() for error in found] + rows


@pytest.mark.parametrize("role", [role for role in Role if role != Role.VISITOR])
def test_set_up_is_open_to_managers_only(client, db, role):
    IntakeFactory()
    client.force_login(someone(role))
    allowed = role in (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)
    for model in ("programme", "intake"):
        assert (client.get(at(model, "list")).status_code == 200) is allowed


def test_programme_is_made_and_its_code_stays(admin):
    data = {"code": "mayors", "title": "Школа мэров", "title_en": "", "kind": "individual", "organiser": "", "purpose": "", "hours_total": "", "public": ""}
    admin.post(at("programme", "add"), data)
    programme = Programme.objects.get()
    admin.post(at("programme", "edit", programme.pk), {**data, "code": "other", "title": "Школа"})
    programme.refresh_from_db()
    assert (programme.code, programme.title, programme.hours_total) == ("mayors", "Школа", None)


def test_kind_stays_while_somebody_studies(admin):
    enrolment = EnrolmentFactory()
    programme = enrolment.intake.programme
    data = {"code": programme.code, "title": programme.title, "title_en": "", "kind": "team", "organiser": "", "purpose": "", "hours_total": ""}
    admin.post(at("programme", "edit", programme.pk), data)
    programme.refresh_from_db()
    assert programme.kind == "individual"


def test_intake_is_made_with_streams_and_regions_in_their_order(admin):
    programme, regions = ProgrammeFactory(), RegionFactory.create_batch(2)
    response = admin.post(at("intake", "add"), intake_form(programme, [{"number": 1, "capacity": 60}, {"number": 2, "capacity": 40}], regions[::-1]))
    intake = Intake.objects.get()
    assert (response.status_code, intake.state, list(intake.streams.values_list("number", "capacity"))) == (302, IntakeState.PLAN, [(1, 60), (2, 40)])
    assert [row.region for row in intake.region_rows.all()] == regions[::-1]


@pytest.mark.parametrize(("streams", "changes", "words"), [
    ([{"number": 1, "capacity": 101}], {}, "В потоках вместе 101 мест, это на 1 больше. Уменьшите поток или укажите больше мест."),
    ([{"number": 1, "capacity": 10, "starts": "2026-08-31"}], {}, "Даты потока не должны выходить за даты набора. Измените те или другие."),
    ([{"number": 1, "capacity": 10, "starts": "2026-10-02", "ends": "2026-10-01"}], {}, "Последний день раньше первого. Измените один из них."),
    ([], {"ends": "2026-08-01"}, "Последний день раньше первого. Измените один из них."),
])
def test_intake_refused_says_what_to_do(admin, streams, changes, words):
    response = admin.post(at("intake", "add"), intake_form(ProgrammeFactory(), streams, **changes))
    assert (response.status_code, told(response), Intake.objects.count()) == (200, [words], 0)


def test_intake_at_its_limit_is_taken(admin):
    admin.post(at("intake", "add"), intake_form(ProgrammeFactory(), [{"number": 1, "capacity": 100}]))
    assert Intake.objects.count() == 1


@pytest.mark.parametrize(("places", "capacity", "words"), [
    (2, 2, ["Занято мест: 3. Укажите не меньше.", "Занято мест: 3. Укажите не меньше."]), (3, 3, None),
])
def test_places_never_fall_below_those_taken(admin, places, capacity, words):
    stream = StreamFactory(capacity=5)
    EnrolmentFactory.create_batch(3, stream=stream)
    data = intake_form(stream.intake.programme, [{"id": stream.pk, "number": 1, "capacity": capacity}], known=1, number=stream.intake.number, places=places)
    response = admin.post(at("intake", "edit", stream.intake.pk), data)
    stream.refresh_from_db()
    if words is None:
        assert (response.status_code, stream.capacity) == (302, 3)
    else:
        assert (response.status_code, stream.capacity, sorted({*told(response)})) == (200, 5, ["Занято мест: 3. Укажите не меньше."])


def test_stream_with_people_is_not_removed(admin):
    stream = StreamFactory()
    EnrolmentFactory(stream=stream)
    data = intake_form(stream.intake.programme, [{"id": stream.pk, "number": 1, "capacity": 40, "DELETE": "on"}], known=1, number=stream.intake.number)
    response = admin.post(at("intake", "edit", stream.intake.pk), data)
    assert (response.status_code, Stream.objects.count(), told(response)) == (
        200, 1, ["В потоке «Поток 1» есть люди. Сначала переведите их в другой поток."],
    )


@pytest.mark.parametrize(("model", "words"), [("programme", "есть наборы"), ("intake", "есть люди")])
def test_what_is_in_use_is_not_deleted_alone_or_in_bulk(admin, model, words):
    intake = EnrolmentFactory().intake
    row = intake.programme if model == "programme" else intake
    bulk = reverse("wagtail_bulk_action", args=["school", model, "delete"]) + f"?next={at(model, 'list')}&id={row.pk}"
    for url in (at(model, "delete", row.pk), bulk):
        response = admin.post(url, follow=True)
        assert [words in html.unescape(str(message)) for message in response.context["messages"]] == [True]
    assert (Programme.objects.count(), Intake.objects.count()) == (1, 1)


def test_what_nobody_uses_is_deleted(admin):
    intake = StreamFactory().intake
    admin.post(at("intake", "delete", intake.pk))
    admin.post(at("programme", "delete", intake.programme.pk))
    assert (Programme.objects.count(), Stream.objects.count()) == (0, 0)


def test_list_is_filtered(admin):
    running, closed = IntakeFactory(), IntakeFactory(state=IntakeState.CLOSED)
    text = admin.get(at("intake", "list"), {"state": "closed"}).content.decode()
    assert (str(closed) in text, str(running) in text) == (True, False)


# The dashboard and the menu

def test_dashboard_has_a_panel_for_each_running_intake(admin, stream):
    EnrolmentFactory.create_batch(2, stream=stream)
    IntakeFactory(state=IntakeState.CLOSED)
    text = admin.get("/admin/").content.decode()
    assert ("Занято мест: 2 из 161, свободно: 159." in text, text.count("intake-panel"), reverse("school:stream", args=[stream.public_id]) in text) == (True, 1, True)


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
def test_panels_are_shown_to_those_who_see_the_intake(client, stream, role):
    seen = role in (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)
    assert len(intake_panels(someone(role))) == int(seen)
    client.force_login(someone(role))
    assert ("intake-panel" in client.get("/admin/").content.decode()) is seen


def test_panels_cost_the_same_for_one_and_many(stream, manager, django_assert_num_queries):
    manager.has_role(Role.ADMINISTRATOR)
    with django_assert_num_queries(6):
        assert len(intake_panels(manager)) == 1
    for _ in range(9):
        StreamFactory()
    with django_assert_num_queries(6):
        assert len(intake_panels(manager)) == 10


def test_menu_leads_into_the_desks(admin):
    assert reverse("school:intakes") in admin.get("/admin/").content.decode()
