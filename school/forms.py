"""What the desks of the school ask for."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from school.models import INTAKE_ROLES, EnrolmentRole, ProgrammeKind
from school.rules.enrolling import ROLES

REASON = 500


class EnrolForm(forms.Form):
    """Who, as what, from which day; roles are those of the programme's kind."""

    person = forms.CharField(max_length=200, error_messages={"required": _("Type the name of a person, then choose from the list.")})
    person_id = forms.UUIDField(required=False)
    role = forms.ChoiceField(error_messages={"required": _("Choose the role."), "invalid_choice": _("Choose the role.")})
    on = forms.DateField(error_messages={"required": _("Give the day of the order."), "invalid": _("Give a day like 24.11.2026.")})
    despite_overlap = forms.BooleanField(required=False)

    def __init__(self, *args: Any, kind: str = ProgrammeKind.INDIVIDUAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(value, EnrolmentRole(value).label) for value in ROLES[kind]]


class MoveForm(forms.Form):
    """Day and reason of a change; for a leave the day of return if it is known."""

    on = forms.DateField(required=False, error_messages={"invalid": _("Give a day like 24.11.2026.")})
    reason = forms.CharField(max_length=REASON, required=False, error_messages={"max_length": _("Shorten the reason: at most 500 characters.")})
    return_on = forms.DateField(required=False, error_messages={"invalid": _("Give a day like 24.11.2026.")})


class TransferForm(forms.Form):
    """Who goes where, and why."""

    to = forms.UUIDField(error_messages={"required": _("Choose the stream."), "invalid": _("Choose the stream.")})
    reason = forms.CharField(max_length=REASON, required=False, error_messages={"max_length": _("Shorten the reason: at most 500 characters.")})


class IntakeRoleForm(forms.Form):
    """Whom to give which role in the intake."""

    email = forms.EmailField(error_messages={"required": _("Give the e-mail of the user."), "invalid": _("Give an address like name@region.gov.ru.")})
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in INTAKE_ROLES])
    until = forms.DateField(required=False, error_messages={"invalid": _("Give a day like 24.11.2026.")})

    def clean_email(self) -> User:
        """The user of that address."""
        user = User.objects.filter(email=self.cleaned_data["email"].lower(), is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("There is no user with this address. An administrator invites one on the desk of users."))
        return user


class StepForm(forms.Form):
    """The reason of an intake's step, where one is asked for."""

    to = forms.CharField(max_length=10)
    reason = forms.CharField(max_length=REASON, required=False, error_messages={"max_length": _("Shorten the reason: at most 500 characters.")})
