"""Synonym rules in Wagtail's admin."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from search.forms import LONGEST_TERM, SynonymRuleForm
from search.models import SynonymRule
from search.rules.query_log import kept_words
from search.synonyms import term_key

MOST_NEAR = 5


def words_of(request: HttpRequest) -> str:
    """The words that a rule is to be made for, from a list of the query log; empty otherwise."""
    return kept_words(request.GET.get("words", "")) if request.method == "GET" else ""


def near_rules(words: str) -> list[SynonymRule]:
    """Rules that share a stem with the words (one query)."""
    stems = set(term_key(words))
    return [rule for rule in SynonymRule.objects.all() if any(stems & set(term_key(name)) for name in (rule.term, *rule.synonyms))][:MOST_NEAR]


class WordsPanel(HelpPanel):
    """Beside a rule made for words of the query log: which ways there are to name them."""

    class BoundPanel(HelpPanel.BoundPanel):
        """With the request."""

        def is_shown(self) -> bool:
            """Only on the way from a list, before the rule is saved."""
            return bool(words_of(self.request)) and self.instance.pk is None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The words and the ways."""
            words = words_of(self.request)
            asked = {"words": words}
            near = [(rule, f"{reverse('synonyms:edit', args=[rule.pk])}?{urlencode(asked)}") for rule in near_rules(words)]
            add = reverse("synonyms:add")
            return {
                **super().get_context_data(parent_context), "words": words, "near": near, "is_word": self.request.GET.get("as") == "word",
                "term_url": f"{add}?{urlencode(asked)}", "word_url": f"{add}?{urlencode(asked | {'as': 'word'})}",
            }


class LookUp:
    """After saving: the way to what the rule finds now."""

    object: Any

    def get_success_buttons(self) -> list[Any]:
        """Wagtail's own and the catalogue."""
        url = f"{reverse('search:catalogue')}?{urlencode({'q': self.object.term})}"
        return [*super().get_success_buttons(), messages.button(url, _("Look in the catalogue"))]  # type: ignore[misc]


class RuleAdd(LookUp, CreateView):
    """The form, filled in with the words of a query as the term or as one of its words."""

    def get_initial_form_instance(self) -> SynonymRule | None:
        """A rule that is not saved yet."""
        words = words_of(self.request)
        if not words:
            return None
        return SynonymRule(synonyms=[words]) if self.request.GET.get("as") == "word" else SynonymRule(term=words[:LONGEST_TERM])


class RuleEdit(LookUp, EditView):
    """The form, with the words of a query added to the rule's."""

    def get_object(self, queryset: Any = None) -> SynonymRule:
        """The rule as it will be if it is saved."""
        rule: SynonymRule = super().get_object(queryset)
        words = words_of(self.request)
        if words and words not in rule.synonyms:
            rule.synonyms = [*rule.synonyms, words]
        return rule


class SynonymRuleViewSet(SnippetViewSet):
    """List, form, preview of what a rule finds. A changed rule works from the next search on."""

    model = SynonymRule  # type: ignore[assignment]
    icon = "search"
    menu_label = gettext_lazy("Synonyms")
    menu_order = 310
    add_to_admin_menu = True
    admin_url_namespace = "synonyms"  # type: ignore[assignment]
    base_url_path = "synonyms"  # type: ignore[assignment]
    list_display = ["term", "synonyms_line", "kind", "sector", BooleanColumn("is_active", label=gettext_lazy("In use"), sort_key="is_active")]
    list_filter = ["kind", "sector", "is_active"]
    search_fields = ["term"]
    search_backend_name = None
    list_per_page = 100
    copy_view_enabled = False
    add_view_class = RuleAdd
    edit_view_class = RuleEdit
    edit_handler = ObjectList([
        WordsPanel(template="search/admin/synonym_words.html"),
        FieldPanel("term"), FieldPanel("synonyms"), FieldPanel("kind"), FieldPanel("sector"), FieldPanel("is_active"),
    ], base_form_class=SynonymRuleForm)
