"""Forms and views of the back office: what is in use stays, and no place is promised twice."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.views.snippets import DeleteView, EditView

from school.actions.lock import locked_intake
from school.models import Enrolment, Intake, Programme, Stream
from school.rules.dates import Span, is_within
from school.rules.seats import lacks_places
from school.states import SEATED


def uses(row: Programme | Intake) -> int:
    """Intakes of a programme, enrolments of an intake: what keeps the row from being deleted. One query."""
    return row.intakes.count() if isinstance(row, Programme) else Enrolment.objects.filter(intake=row).count()


def say_in_use(request: HttpRequest, row: Programme | Intake) -> None:
    """Why it stays, and what to do."""
    text = _("“%(name)s” has intakes, so it stays. Delete them first; one with people in it is closed, not deleted.")
    if isinstance(row, Intake):
        text = _("“%(name)s” has people in it, so it stays. Close it on the desk instead.")
    messages.error(request, text % {"name": row})


class DeleteUnused(DeleteView):
    """Only what nobody needs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the list with the reason."""
        if uses(self.object):
            say_in_use(request, self.object)
            return redirect(self.get_success_url())
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class LockedEdit(EditView):
    """An intake is saved under the lock that enrolments take, so that nobody is enrolled while its places change."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check and save in one transaction."""
        with transaction.atomic():
            locked_intake(self.object.pk)
            response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class ProgrammeForm(WagtailAdminModelForm):
    """A programme; its code is written once, and its kind stays while somebody studies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True
            if Enrolment.objects.filter(intake__programme=self.instance).exists():
                self.fields["kind"].disabled = True
                self.fields["kind"].help_text = gettext_lazy("People are enrolled, so it stays.")


class IntakeForm(WagtailAdminModelForm):
    """An intake with its regions and streams."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and uses(self.instance):
            self.fields["programme"].disabled = True
            self.fields["programme"].help_text = gettext_lazy("People are enrolled, so it stays.")

    def clean_places(self) -> int:
        """Never fewer than are taken."""
        places: int = self.cleaned_data["places"]
        taken = Enrolment.objects.filter(intake=self.instance, state__in=SEATED).count() if self.instance.pk else 0
        if places < taken:
            raise ValidationError(_("%(taken)s places are taken. Give at least as many."), params={"taken": taken})
        return places

    def is_valid(self) -> bool:
        """The form and its rows; then the streams against the intake and against who sits in them."""
        return bool(super().is_valid()) and self.streams_are_fine()

    def streams_are_fine(self) -> bool:
        """Each stream keeps the places that are taken, all together promise no more than the intake has; each refusal stands at its row."""
        formset = self.formsets["streams"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms and form.has_changed() | bool(form.instance.pk)]
        span = Span(self.cleaned_data.get("starts"), self.cleaned_data.get("ends"))
        fine = all([check_stream(form, span) for form in kept])
        for form in formset.deleted_forms:
            if form.instance.pk and Enrolment.objects.filter(stream=form.instance).exists():
                self.add_error(None, _("“%(name)s” has people in it. Transfer them to another stream first.") % {"name": form.instance.name})
                fine = False
        capacities = tuple(form.cleaned_data["capacity"] for form in kept if form.cleaned_data.get("capacity"))
        if over := lacks_places(capacities, self.cleaned_data["places"]):
            self.add_error("places", _("The streams hold %(all)s places together, %(over)s more than these. Make a stream smaller or give more places.") % {
                "all": sum(capacities), "over": over,
            })
            fine = False
        return fine


def check_stream(form: Any, span: Span) -> bool:
    """Its places and its days."""
    data, stream = form.cleaned_data, form.instance
    if not is_within(Span(data.get("starts"), data.get("ends")), span):
        form.add_error("starts", _("The days of a stream lie within those of its intake. Change the one or the other."))
    taken = Enrolment.objects.filter(stream=stream, state__in=SEATED).count() if isinstance(stream, Stream) and stream.pk else 0
    if data.get("capacity") and data["capacity"] < taken:
        form.add_error("capacity", _("%(taken)s places are taken. Give at least as many.") % {"taken": taken})
    return not form.errors
