"""What a screen of the machinery shows of values that were not made for it: no secret, no address of a person, nothing endless."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

LONGEST = 200
HIDDEN = "•••"
SECRET = re.compile(r"passw|secret|token|key|code|link|url|hash|session|cookie|otp|seed", re.I)
ADDRESS = re.compile(r"([^\s@<>\"',;:()\[\]]+)@([^\s@<>\"',;:()\[\]]+)")
LETTER_SHOWN = ("to", "cc", "bcc", "reply_to")


def mask_address(text: str) -> str:
    """«лада@tula.invalid» → «л•••@tula.invalid», wherever it stands in the text."""
    return ADDRESS.sub(lambda found: f"{found[1][0]}{HIDDEN}@{found[2]}", text)


def shown(value: Any) -> str:
    """A value as one line, cut and without addresses; lists and tables by their size."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {HIDDEN if SECRET.search(str(name)) else shown(one)}" for name, one in value.items())[:LONGEST]
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value[:20])[:LONGEST]
    text = "—" if value is None else str(value)
    return mask_address(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def shown_values(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, text) of each value; a name that smells of a secret hides its value."""
    return [(name, HIDDEN if SECRET.search(name) else shown(value)) for name, value in values.items()]


def shown_letter(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of a letter only to whom, masked, and how much of it there is; never its subject or words."""
    found = [(name, shown(payload[name])) for name in LETTER_SHOWN if payload.get(name)]
    return [*found, ("attachments", str(len(payload.get("attachments", []))))] if payload else []
