"""Forms of the back office: names are edited, a code is written once."""
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ops.outbox import owe
from taxonomy.actions.merge_sectors import merge_sectors
from taxonomy.models import NationalProject, Sector
from taxonomy.queries import uses_of

SECTOR_CODE = re.compile(r"[A-Z]{3}|[A-Z]{3}\.[a-z0-9]{2,12}")


class CodedForm(WagtailAdminModelForm):
    """The code is read-only after creation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True


class SectorForm(CodedForm):
    """A sector; it may take over the code of one that nothing uses any more."""

    absorb = forms.ModelChoiceField(
        Sector.objects.none(), required=False, label=_("take over another sector"),
        help_text=_("Its code stays known as a former code of this one; it must not be used by any practice."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["absorb"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Sector.objects.exclude(pk=self.instance.pk) if self.instance.pk else Sector.objects.none()
        if self.instance.pk and "parent" in self.fields:
            self.fields["parent"].disabled = True

    def clean_absorb(self) -> Sector | None:
        """Only an unused one."""
        other: Sector | None = self.cleaned_data["absorb"]
        if other and (count := uses_of(other)):
            raise ValidationError(_("This sector is used %(count)s times. Move those first, then merge."), params={"count": count})
        return other

    def clean(self) -> dict[str, Any]:
        """A second level carries its parent's code before the dot; a former code is never given again."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.pk and (code := data.get("code")):
            parent: Sector | None = data.get("parent")
            expected = f"{parent.code}." if parent else ""
            if not SECTOR_CODE.fullmatch(code) or code.rpartition(".")[0] != expected.rstrip("."):
                self.add_error("code", _("Three capital letters, or for the second level the parent's code, a dot and small letters: WST.cont."))
            elif any(code in sector.aliases for sector in Sector.objects.all()):
                self.add_error("code", _("This code once belonged to another sector. Choose a new one."))
        return data

    def save(self, commit: bool = True) -> Sector:
        """Save, merge, and let the index know."""
        sector: Sector = super().save(commit)
        if commit and self.for_user and self.cleaned_data.get("absorb"):
            sector = merge_sectors(self.cleaned_data["absorb"], sector, self.for_user, timezone.now())
        owe("sector_changed", sector.code)
        return sector


class NationalProjectForm(CodedForm):
    """A national project, whose name is searched."""

    def save(self, commit: bool = True) -> NationalProject:
        """Save, and let the index know."""
        project: NationalProject = super().save(commit)
        owe("national_project_changed", project.code)
        return project
