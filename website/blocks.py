"""What a page of text is made of. No raw HTML, ever."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.blocks.field_block import CharBlock, RichTextBlock

FEATURES = ["bold", "italic", "link", "ol", "ul"]


class TextBlocks(StreamBlock):
    """Headings, paragraphs and notices."""

    heading = CharBlock(label=_("heading"), max_length=120, template="website/blocks/heading.html")
    paragraph = RichTextBlock(label=_("paragraph"), features=FEATURES, template="website/blocks/paragraph.html")
    notice = RichTextBlock(label=_("notice"), features=FEATURES, template="website/blocks/notice.html")
