"""Wagtail's editor over the gate: a refusal keeps the draft and says what is missing."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, UnpublishView, WorkflowActionView

from ops.versions import next_version
from portfolio.actions.publish import unpublish_practice
from portfolio.actions.remove import remove_draft
from portfolio.actions.withdraw import withdraw_practice
from portfolio.gate import NotReady, WasPublished, words_for
from portfolio.models import Practice
from portfolio.permissions import user_can_remove_practice, user_can_withdraw_practice


class Gated:
    """For views that save first and publish, submit or approve afterwards."""

    def run_action_method(self) -> HttpResponse | None:
        """Wagtail's act; where the gate refuses, the saved draft is opened again with the reason."""
        try:
            response: HttpResponse | None = super().run_action_method()  # type: ignore[misc]
        except NotReady as refusal:
            messages.error(self.request, _("The draft is saved. %(refusal)s") % {"refusal": refusal})  # type: ignore[attr-defined]
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]
        return response


class PracticeCreate(Gated, CreateView):
    """A new practice gets the next number when it is first saved."""

    def save_instance(self) -> Practice:
        """Number, then Wagtail's own saving, in its transaction."""
        self.form.instance.number = next_version("practice_number")
        practice: Practice = super().save_instance()
        return practice


class PracticeEdit(Gated, EditView):
    """The editor; a publication that was refused on schedule is told until the next one succeeds."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        if self.live_object.refusal:
            messages.warning(request, _("The scheduled publication was refused. Missing: %(gaps)s.") % {"gaps": words_for(self.live_object.refusal)})
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def save_instance(self) -> Practice:
        """Wagtail's own saving; the tick stands on the practice and in no revision, for a public row is not saved with its draft."""
        practice: Practice = super().save_instance()
        return ticked(practice, self.form.cleaned_data)

    @cached_property
    def can_delete(self) -> bool:
        """Only what strangers never read."""
        return user_can_remove_practice(self.request.user, self.live_object)

    @cached_property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        """Wagtail's own, and withdrawal."""
        buttons = [*super().header_more_buttons]
        if self.live_object.live:
            buttons.append(Button(_("Open on the site"), url=self.live_object.get_absolute_url(), icon_name="view", priority=5))
        if user_can_withdraw_practice(self.request.user, self.live_object):
            url = reverse(self.live_object.snippet_viewset.get_url_name("withdraw"), args=[self.live_object.pk])
            buttons.append(Button(_("Withdraw for good"), url=url, icon_name="no-view", priority=30))
        return buttons


class PracticeRevert(RevisionsRevertMixin, PracticeEdit):  # type: ignore[misc]
    """Going back to an old version."""

    def save_instance(self) -> Practice:
        """Wagtail's mixin saves past the editor."""
        practice: Practice = super().save_instance()
        return ticked(practice, self.form.cleaned_data)

    def get_object(self, queryset: Any = None) -> Practice:
        """That version; its rows that are gone from the database come back as new ones, else their forms would be refused."""
        practice: Practice = super().get_object(queryset)
        for relation in ("places", "indicators", "budget_lines"):
            rows = getattr(practice, relation)
            there = set(rows.get_live_queryset().values_list("pk", flat=True))
            for row in rows.all():
                row.pk = row.pk if row.pk in there else None
        return practice


def ticked(practice: Practice, data: dict[str, Any]) -> Practice:
    """Keep the tick of the form."""
    Practice.objects.filter(pk=practice.pk).update(is_substantial=data["is_substantial"])
    return practice


class PracticeUnpublish(UnpublishView):
    """Wagtail's view calls its action past the model; ours takes the one door."""

    def unpublish(self) -> HttpResponse | None:
        """Take down by our action."""
        unpublish_practice(self.object, self.request.user, timezone.now())  # type: ignore[arg-type]
        return None


class PracticeWorkflowAction(WorkflowActionView):
    """Approval outside the editor."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve, or stay in moderation with the reason."""
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except NotReady as refusal:
            messages.error(request, str(refusal))
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                response = self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            else:
                response = redirect(self.redirect_url)
        return response


class PracticeDelete(DeleteView):
    """Deletes drafts only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was public goes back to the editor with the reason."""
        if self.object.first_published_at is not None:
            messages.error(request, str(WasPublished()))
            return redirect(self.get_edit_url())
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_edit_url(self) -> str:
        """The editor of this practice."""
        return reverse(self.edit_url_name, args=[self.object.pk])

    def delete_action(self) -> None:
        """Delete by our action."""
        remove_draft(self.object, self.request.user, timezone.now())  # type: ignore[arg-type]


class PracticeWithdraw(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A question, then withdrawal."""

    model: type[Practice] = Practice
    permission_required = "publish"  # type: ignore[assignment]
    edit_url_name = index_url_name = ""
    page_title = gettext_lazy("Withdraw for good")  # type: ignore[assignment]
    template_name = "portfolio/admin/confirm_withdraw.html"
    header_icon = "no-view"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the practice; absent, never published and forbidden answer alike."""
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(Practice, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for who may."""
        if not user_can_withdraw_practice(request.user, self.object):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw and go back to the list."""
        practice = withdraw_practice(self.object, request.user, timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("%(code)s is withdrawn: its number stays as a tombstone.") % {"code": practice.code})
        return redirect(reverse(self.index_url_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The practice and the way back."""
        return {**super().get_context_data(**kwargs), "object": self.object, "edit_url": reverse(self.edit_url_name, args=[self.object.pk])}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """None: the question stands alone."""
        return []
