"""Typography between tags."""
import pytest
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText

from components.templatetags.richtypo import richtypo

NBSP = "\u00a0"


@pytest.mark.parametrize(("given", "wanted"), [
    (mark_safe('<p>в доме — <a href="/a b/">и в саду</a></p>'), f'<p>в{NBSP}доме{NBSP}— <a href="/a b/">и{NBSP}в{NBSP}саду</a></p>'),
    (mark_safe(""), ""),
    ("<b>в доме</b>", f"&lt;b&gt;в{NBSP}доме&lt;/b&gt;"),
    (None, ""),
])
def test_richtypo_touches_text_only_and_escapes_what_is_not_safe(given, wanted):
    assert richtypo(given) == wanted


def test_richtypo_takes_an_editors_paragraph(db):
    assert richtypo(RichText("<p>от 100 до 150 %, и вбок</p>")) == f"<p>от 100 до 150{NBSP}%, и{NBSP}вбок</p>"
