"""What is wrong in a row of practices, in words."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ops.imports.words import ALL, say
from portfolio.gate import words_for

TEXTS: dict[str, str | Promise] = {
    "required": _("Fill in the column “%(header)s”: a row cannot do without it."),
    "too_long": _("%(length)s characters stand here, the limit is %(limit)s. Shorten the text."),
    "negative": _("The amount %(value)s is negative. Write zero where nothing was paid, leave the cell blank where it is not known."),
    "rounded": _("%(value)s was rounded to %(after)s."),
    "future": _("%(value)s has not come yet, so nothing can have been measured then. Correct the date."),
    "far": _("The date %(value)s lies outside the years %(first)s–%(last)s. Correct it."),
    "unknown_choice": _("“%(value)s” is not in the list. Choose one: %(choices)s."),
    "unknown_sector": _("There is no sector “%(value)s”. Choose one from the list of the template."),
    "unknown_subsector": _("There is no second level “%(value)s”. Write its code, such as WST.cont; several are separated by semicolons."),
    "unknown_project": _("There is no national project “%(value)s”. Choose one: %(choices)s."),
    "unknown_place": _("There is no municipality “%(value)s” in the reference. Check the spelling or write its OKTMO."),
    "ambiguous_place": _("There are several municipalities “%(value)s”. Add the region after a comma, or write the OKTMO."),
    "oktmo_repaired": _("The OKTMO %(value)s has lost its leading zero. It was read as %(after)s."),
    "place_differs": _("The OKTMO belongs to another place than “%(value)s”: %(after)s. The OKTMO was taken."),
    "share_missing": _("“%(value)s” stands here, a municipality and its share are needed: “22701000 30 %%”. Several are separated by semicolons."),
    "place_twice": _("“%(value)s” stands twice among the municipalities. Leave it once."),
    "shares": _("The shares of the other municipalities add up to %(value)s %%. They must be above zero and leave something to the main one."),
    "key_twice": _("The same practice stands in %(first)s already. Leave one of the two rows."),
    "withdrawn": _("This practice was withdrawn as %(number)s. Give the row another code to create a new one."),
    "indicator_nameless": _("There are figures in %(cells)s, but nobody says what was measured. Name the indicator."),
    "end_before_start": _("The end stands before the start, %(start)s. Correct one of the dates."),
    "not_ready": _("Will be a draft. To publish, add: %(gaps)s."),
    "changed_otherwise": _("Something changes that has no column of its own."),
    "taken_meanwhile": _("Somebody has created this practice since the check. Check the file again."),
    "gone_meanwhile": _("The practice was deleted or withdrawn since the check. Check the file again."),
    "edited_meanwhile": _("The practice was edited since the check. Check the file again."),
    "scheduled": _("The practice has a date of publication that has not come. Remove the date in the editor and publish the practice."),
    "references_gone": _("A municipality, sector, national project or tag of this row was deleted from the reference. Choose another and check the file again."),
    "shares_wrong": _("The shares of the municipalities do not add up to one hundred per cent. Correct them and check the file again."),
    "locked": _("The practice is locked by a colleague or waits for its publication. Ask for it to be unlocked and check the file again."),
}


def words(code: str, params: Mapping[str, Any]) -> str:
    """The text with its values, and what may have been meant; empty for an unknown code."""
    values = dict(params)
    if "gaps" in values:
        values["gaps"] = words_for(values["gaps"])
    text = say(TEXTS, code, values) or say(ALL, code, values)
    like = likely(values.get("like", ()))
    return f"{text} {like}" if text and like else text


def likely(like: Sequence[Any]) -> str:
    """«Похоже на Дзержинск, Нижегородская область, ОКТМО 22721000»."""
    if not like:
        return ""
    names = [
        gettext("%(name)s, OKTMO %(oktmo)s") % one if isinstance(one, dict) and one.get("oktmo") else one["name"] if isinstance(one, dict) else str(one)
        for one in like
    ]
    return gettext("It looks like %(names)s.") % {"names": "; ".join(names)}
