"""The editor's form: six tabs in the order of the public page."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

ABOUT = ObjectList([
    FieldPanel("title", classname="title", help_text=_("Say what changed, not what was planned: up to 150 letters.")),
    FieldPanel("short_title"),
    FieldPanel("annotation", help_text=_("Two or three sentences for the card, up to 600 letters.")),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("stage")]),
    FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
    MultiFieldPanel(
        [FieldPanel("sector"), FieldPanel("subsectors"), FieldPanel("tags"), FieldPanel("keywords"), FieldPanel("national_project")],
        heading=_("Where to find it"),
    ),
    FieldPanel("cover"),
    FieldRowPanel([FieldPanel("language"), FieldPanel("licence"), FieldPanel("demo")]),
], heading=_("About the practice"))

STORY = ObjectList([
    FieldPanel("problem", help_text=_("Who suffers, how many people, since when.")),
    FieldPanel("goal", help_text=_("One sentence: by when, what, how much.")),
    FieldPanel("key_ambition"),
    FieldPanel("solution", help_text=_("What was done, step by step. An empty line begins a new paragraph.")),
    FieldPanel("lessons", help_text=_("What did not work, and what you would do otherwise.")),
], heading=_("What was and what was done"))

INDICATORS = ObjectList([
    InlinePanel("indicators", heading=_("Indicators"), label=_("indicator"), panels=[
        FieldRowPanel([FieldPanel("name"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("direction"), FieldPanel("is_headline")]),
        FieldRowPanel([FieldPanel("baseline"), FieldPanel("baseline_on")]),
        FieldRowPanel([FieldPanel("target"), FieldPanel("target_on")]),
        FieldRowPanel([FieldPanel("actual"), FieldPanel("actual_on")]),
        FieldPanel("source"),
    ], help_text=_("Leave a figure empty when it is not known; zero means zero. Exactly one indicator leads the card.")),
], heading=_("Indicators"))

MONEY = ObjectList([
    InlinePanel("budget_lines", heading=_("Money by source"), label=_("budget line"), panels=[
        FieldRowPanel([FieldPanel("source"), FieldPanel("year"), FieldPanel("amount_krub")]),
        FieldPanel("purpose"),
    ], help_text=_("Thousand roubles. Without any line the cost is shown as unknown.")),
], heading=_("Money"))

PLACES = ObjectList([
    InlinePanel("places", heading=_("Municipalities"), label=_("municipality"), panels=[
        FieldPanel("municipality"),
        FieldRowPanel([FieldPanel("settlement"), FieldPanel("share")]),
    ], help_text=_("The first one is the main one. The shares add up to 100 %.")),
], heading=_("Places"))

PUBLICATION = ObjectList([
    HelpPanel(template="portfolio/admin/required.html", heading=_("Before it is published")),
    FieldPanel("is_substantial"),
    PublishingPanel(),
], heading=_("Publication"))

EDITOR = TabbedInterface([ABOUT, STORY, INDICATORS, MONEY, PLACES, PUBLICATION])
