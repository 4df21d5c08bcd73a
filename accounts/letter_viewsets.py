"""The letters in the Wagtail admin: list, form with preview, test sending, the way back to the default words."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from accounts.actions.reset_letter import reset_letter
from accounts.actions.send_test_letter import send_test_letter
from accounts.letter_forms import LANGUAGES, LetterForm
from accounts.letter_kinds import LETTERS
from accounts.limits import TooMany, spend
from accounts.models import LetterText
from accounts.permissions import user_can_edit_letters


class LetterIndex(IndexView):
    """Every registered letter has a row from the first look on; a letter that the code no longer knows is not shown."""

    def get_base_queryset(self) -> QuerySet[LetterText]:
        """The registered ones (one query while no letter is new)."""
        rows = LetterText.objects.filter(code__in=LETTERS)
        if missing := LETTERS.keys() - set(rows.values_list("code", flat=True)):
            LetterText.objects.bulk_create([LetterText(code=code) for code in sorted(missing)], ignore_conflicts=True)
        return rows


class LetterEdit(EditView):
    """The form, and the ways to a test and back to the default."""

    def get_object(self, queryset: Any = None) -> LetterText:
        """A letter that the code still knows. Raises Http404."""
        text: LetterText = super().get_object(queryset)
        if text.code not in LETTERS:
            raise Http404
        return text

    @cached_property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        """Wagtail's own and ours."""
        url = reverse("letters:try", args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("Send to oneself, back to the default"), url=url, icon_name="mail", priority=5)]


def wording(letter: LetterText) -> str:
    """Whether staff have changed the text; a word, for a cross would look like a fault."""
    return _("rewritten") if letter.is_rewritten else _("as delivered")


class LetterTry(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Send the stored words to oneself, or forget them."""

    model = LetterText
    permission_required = "change"  # type: ignore[assignment]
    page_title = gettext_lazy("Try the letter")  # type: ignore[assignment]
    template_name = "accounts/admin/letter_try.html"
    header_icon = "mail"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the letter."""
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(LetterText, pk=kwargs["pk"], code__in=LETTERS)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for who may."""
        if not user_can_edit_letters(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`act` is `default`, or the language to send in."""
        act, user = request.POST.get("act", ""), request.user
        if act == "default":
            reset_letter(self.object, user, timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("The default words are back."))
            return redirect("letters:edit", self.object.pk)
        if act in LANGUAGES:
            self.send(request, act)
        return redirect("letters:try", self.object.pk)

    def send(self, request: HttpRequest, language: str) -> None:
        """One test, unless there were five in ten minutes."""
        try:
            spend(request, "letter_test")
        except TooMany as refusal:
            messages.error(request, _("Five tests in ten minutes are the limit. Try again in %(minutes)s min.") % {"minutes": -(-refusal.wait // 60)})
            return
        send_test_letter(self.object, request.user, language, timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("The letter is on its way to %(address)s.") % {"address": request.user.email})  # type: ignore[union-attr]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letter and the way back."""
        return {**super().get_context_data(**kwargs), "object": self.object, "edit_url": reverse("letters:edit", args=[self.object.pk])}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """None: the page stands alone."""
        return []


class LetterViewSet(SnippetViewSet):
    """Letters are neither added nor deleted: the code says which there are."""

    model = LetterText  # type: ignore[assignment]
    icon = "mail"
    menu_label = gettext_lazy("Letters")
    menu_order = 320
    add_to_admin_menu = True
    admin_url_namespace = "letters"  # type: ignore[assignment]
    base_url_path = "letters"  # type: ignore[assignment]
    list_display = ["__str__", Column("code", label=gettext_lazy("Code")), Column("is_rewritten", label=gettext_lazy("Wording"), accessor=wording)]
    list_per_page = 100
    copy_view_enabled = False
    index_view_class = LetterIndex
    edit_view_class = LetterEdit
    edit_handler = ObjectList([
        HelpPanel(template="accounts/admin/letter_help.html"),
        MultiFieldPanel([FieldPanel("subject_ru"), FieldPanel("body_ru")], heading=gettext_lazy("Russian")),
        MultiFieldPanel([FieldPanel("subject_en"), FieldPanel("body_en")], heading=gettext_lazy("English")),
    ], base_form_class=LetterForm)

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's addresses and the page of trying."""
        return [*super().get_urlpatterns(), path("try/<int:pk>/", self.construct_view(LetterTry), name="try")]
