"""Forms of people and posts: what was typed stays, each fault names the next step."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from people.fieldsets import PersonFields, PostFields
from people.models import Organisation, Person, Post, PostCategory, Sex
from people.queries import GAPS, LONGEST, SORTS, PeopleQuery
from people.rules.inn import inn_fault
from people.rules.persons import person_faults, post_faults
from people.words import FAULTS, INN_FAULTS
from territories.forms import MunicipalityField

ANY = ("", gettext_lazy("all"))
GAP_LABELS = {
    "birth": gettext_lazy("no date of birth"), "email": gettext_lazy("no e-mail"), "user": gettext_lazy("no account"), "has_user": gettext_lazy("with an account"),
}
SORT_LABELS = {"name": gettext_lazy("by name"), "-name": gettext_lazy("by name, backwards"), "added": gettext_lazy("newest first"), "changed": gettext_lazy("lately changed first")}


def day_input() -> forms.DateInput:
    """The browser's own calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PeopleFilter(forms.Form):
    """The list's address; nonsense in it is left out of account."""

    q = forms.CharField(label=gettext_lazy("Name or e-mail"), required=False, max_length=LONGEST)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Post held"), required=False, choices=[ANY, *PostCategory.choices])
    gap = forms.ChoiceField(label=gettext_lazy("Data of the row"), required=False, choices=[ANY, *GAP_LABELS.items()])
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=list(SORT_LABELS.items()))

    def __init__(self, data: Any, regions: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [ANY, *regions]

    def query(self) -> PeopleQuery:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        data = self.cleaned_data
        gap, sort = data.get("gap", ""), data.get("sort") or "name"
        return PeopleQuery(
            data.get("q", "").strip(), data.get("region", ""), data.get("category", ""), gap if gap in GAPS else "", sort if sort in SORTS else "name",
        )


class PersonForm(forms.Form):
    """Facts of a person. The account is asked for by its address, of those who may link one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    family = forms.CharField(label=gettext_lazy("Family name"), max_length=100)
    given = forms.CharField(label=gettext_lazy("Given name"), max_length=100)
    patronymic = forms.CharField(label=gettext_lazy("Patronymic"), max_length=100, required=False)
    birth_date = forms.DateField(label=gettext_lazy("Date of birth"), required=False, widget=day_input())
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False, choices=[("", gettext_lazy("not stated")), *Sex.choices])
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    account = forms.EmailField(label=gettext_lazy("Account of this person"), required=False)

    def __init__(self, *args: Any, person: Person | None = None, links_accounts: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.found = person, person.user if person is not None else None
        if not links_accounts:
            del self.fields["account"]

    def clean_account(self) -> str:
        """The address of an active account that belongs to nobody else."""
        address = str(self.cleaned_data["account"]).strip().lower()
        self.found = User.objects.filter(email=address, is_active=True).first() if address else None
        if address and self.found is None:
            raise forms.ValidationError(_("There is no account with this address. Invite the person first or leave the field empty."))
        taken = Person.objects.filter(user=self.found).first() if self.found else None
        if taken is not None and taken != self.person:
            raise forms.ValidationError(_("This account belongs to %(name)s. Merge the two or choose another address."), params={"name": taken})
        return address

    def clean(self) -> dict[str, Any]:
        """What the rule finds."""
        data = super().clean() or {}
        faults = person_faults(data.get("family", "-"), data.get("given", "-"), data.get("birth_date"), timezone.localdate())
        for name, fault in faults.items():
            self.add_error(name, FAULTS[fault])
        return data

    def facts(self) -> PersonFields:
        """For the action."""
        data = self.cleaned_data
        return PersonFields(
            data["family"], data["given"], data["patronymic"], data["birth_date"], data["sex"] or None, data["email"], data["phone"], self.found,
        )


def person_initial(person: Person) -> dict[str, Any]:
    """What stands in the form of a person."""
    names = ("family", "given", "patronymic", "birth_date", "sex", "email", "phone")
    return {name: getattr(person, name) for name in names} | {"account": person.user.email if person.user else ""}


class PostForm(forms.Form):
    """Facts of a post. An organisation is named; a known one is taken, a new one is added."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Post"), max_length=200)
    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=[("", gettext_lazy("choose")), *PostCategory.choices])
    municipality = MunicipalityField(label=gettext_lazy("Municipality"), required=False)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), required=False, max_length=300)
    inn = forms.CharField(label=gettext_lazy("INN of the organisation"), required=False, max_length=20)
    started_on = forms.DateField(label=gettext_lazy("First day"), required=False, widget=day_input())
    ended_on = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=day_input())
    is_managerial = forms.BooleanField(label=gettext_lazy("This is a managerial post: it counts in the management record"), required=False)
    subordinates = forms.IntegerField(label=gettext_lazy("People led"), required=False, min_value=0, max_value=1_000_000)
    budget_krub = forms.DecimalField(
        label=gettext_lazy("Budget, thousand roubles"), required=False, min_value=0, max_digits=14, decimal_places=1, localize=True,
    )

    def clean_inn(self) -> str:
        """Spaces are forgiven, digits are not."""
        inn = "".join(str(self.cleaned_data["inn"]).split())
        fault = inn_fault(inn) if inn else None
        if fault is not None:
            raise forms.ValidationError(INN_FAULTS[fault])
        return inn

    def clean(self) -> dict[str, Any]:
        """What the rule finds; a municipality that was refused already is no second fault."""
        data = super().clean() or {}
        has_place = bool(data.get("organisation") or data.get("municipality") or "municipality" in self.errors)
        for name, fault in post_faults(data.get("title", "-"), has_place, data.get("started_on"), data.get("ended_on")).items():
            self.add_error(name, FAULTS[fault])
        if data.get("inn") and not data.get("organisation"):
            self.add_error("organisation", _("Name the organisation of this INN."))
        return data

    def facts(self, organisation: Organisation | None) -> PostFields:
        """For the action."""
        data = self.cleaned_data
        return PostFields(
            data["title"], data["category"], organisation, data["municipality"], data["started_on"], data["ended_on"], data["is_managerial"],
            data["subordinates"], data["budget_krub"],
        )


def post_initial(post: Post) -> dict[str, Any]:
    """What stands in the form of a post."""
    names = ("title", "category", "municipality", "started_on", "ended_on", "is_managerial", "subordinates", "budget_krub")
    organisation = post.organisation
    named = {"organisation": organisation.name, "inn": organisation.inn} if organisation else {}
    return {name: getattr(post, name) for name in names} | named
