"""Pages that editors keep: home and texts."""
from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from website.blocks import TextBlocks

HOME_DEPTH = 2


class HomePage(Page):  # type: ignore[django-manager-missing]
    """The front page: its words are edited, its figures come by the tags of `website`."""

    heading = models.CharField(_("heading"), max_length=120)
    lede = models.TextField(_("lede"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, "heading", "lede"]  # type: ignore[list-item]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["website.TextPage"]

    class Meta:
        verbose_name = _("home page")


class TextPage(Page):  # type: ignore[django-manager-missing]
    """A page of text: about, contacts, personal data, accessibility …"""

    lede = models.TextField(_("lede"), max_length=300, blank=True, help_text=_("One sentence: what can be read or done here."))
    body = StreamField(TextBlocks(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, "lede", "body"]  # type: ignore[list-item]
    parent_page_types = ["website.HomePage", "website.TextPage"]
    subpage_types = ["website.TextPage"]

    class Meta:
        verbose_name = _("page of text")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the way up (`parents`, without the home page) and the pages of the same section (`neighbours`)."""
        above = [page for page in self.get_ancestors() if page.depth > HOME_DEPTH]
        top = above[0] if above else self
        section = [top, *top.get_children().live().order_by("path")]
        parents = [(page.get_url(request), page.title) for page in above]
        return {**super().get_context(request, *args, **kwargs), "parents": parents, "neighbours": section if len(section) > 1 else []}
