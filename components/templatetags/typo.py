"""Russian typography by filters; nobody types thin spaces. Every filter escapes what it is given."""
from __future__ import annotations

import re
from decimal import Decimal

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

THIN, NBSP, JOINER = "\u2009", "\u00a0", "\u2060"
SHORT = re.compile(r"(?<![\w-])([А-ЯЁа-яёA-Za-z]) (?=\S)")
DASH = re.compile(r" (?=[—–] )")
UNIT = re.compile(r"(?<=\d) (?=(?:тыс|млн|млрд|руб|%|км|м²|га|₽|кв|чел|лет|мин|ч)\b|[%₽])")
SPAN = re.compile(r"(?<=\d)–(?=\d)")  # browsers break a line after the dash of «20–100»
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
SPLIT = re.compile(r"(?<=\d)\u2009(?=\d)")


def whole_thousands(text: str) -> str:
    """«5 420» that no line breaks: a thin space alone may end one."""
    return SPLIT.sub(THIN + JOINER, THOUSANDS.sub(THIN, text))


def plain_typo(text: str) -> str:
    """Non-breaking spaces after one-letter words, before dashes and units, thin ones in thousands; «20–100» stays whole."""
    text = SPAN.sub("–" + JOINER, whole_thousands(text))
    text = UNIT.sub(NBSP, DASH.sub(NBSP, text))
    return SHORT.sub(r"\1" + NBSP, SHORT.sub(r"\1" + NBSP, text))


@register.filter
def typo(text: object) -> SafeString:
    """Running text: escaped, with its spaces in place."""
    if text is None:
        return mark_safe("")
    return mark_safe(plain_typo(str(escape(str(text)))))


@register.filter
def paragraphs(text: object) -> SafeString:
    """Text of several paragraphs (blank line between) as <p> elements."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", str(text or "")) if part.strip()]
    return mark_safe("".join(f"<p>{typo(part)}</p>" for part in parts))


def digits(value: object, places: int | None = None) -> str:
    """«1 240», «3,4», «−5»: thin spaces in thousands, decimal comma (point in English), no trailing zeros."""
    number = Decimal(str(value))
    if places is not None:
        number = round(number, places) or Decimal(0)  # no "−0"
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", THIN).replace("-", "−")
    return text if get_language() == "en" else text.replace(".", ",")


@register.filter
def num(value: object, places: int | None = None) -> SafeString:
    """A number that doesn't break; nothing for a missing one, because missing is not zero."""
    if value is None or value == "":
        return mark_safe("")
    return format_html('<span class="num">{}</span>', digits(value, places))


@register.filter
def krub(value: object) -> SafeString:
    """Thousand roubles in words: «3,4 млн ₽», «850 тыс. ₽»; nothing for a missing sum."""
    if value is None or value == "":
        return mark_safe("")
    amount = Decimal(str(value))
    if abs(amount) >= 999_950:
        text = gettext("%(sum)s bn ₽") % {"sum": digits(amount / 1_000_000, 1)}
    elif abs(amount) >= 1000:
        text = gettext("%(sum)s m ₽") % {"sum": digits(amount / 1000, 1)}
    else:
        text = gettext("%(sum)s k ₽") % {"sum": digits(amount, 1)}
    return format_html('<span class="num">{}</span>', text.replace(" ", NBSP))


@register.filter
def people(value: object) -> SafeString:
    """Residents: «225 тыс. жителей», below a thousand the number itself; nothing for an unknown number."""
    if value is None or value == "":
        return mark_safe("")
    total = int(str(value))
    if total < 1000:
        text = ngettext("%(number)s resident", "%(number)s residents", total) % {"number": digits(total)}
    elif total < 999_500:
        text = gettext("%(number)s thousand residents") % {"number": digits(Decimal(total) / 1000, 0 if total >= 10_000 else 1)}
    else:
        text = gettext("%(number)s million residents") % {"number": digits(Decimal(total) / 1_000_000, 2)}
    return format_html('<span class="num">{}</span>', text.replace(" ", NBSP))


@register.filter
def thousands(value: object) -> SafeString:
    """Thousands for the axis of a chart: «144,7», «12», below a thousand «0,8»; nothing for a missing number."""
    if value is None or value == "":
        return mark_safe("")
    number = Decimal(str(value)) / 1000
    return mark_safe(digits(number, 1 if number < 1000 else 0))
