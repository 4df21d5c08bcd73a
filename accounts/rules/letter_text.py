"""The words of a letter: `{placeholders}`, paragraphs, lists and a button. Staff write them, users' words only ever fill the gaps.

A text is split into blocks first and filled afterwards, so that a value can neither start a list nor become a link; nothing is evaluated.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WRITTEN = re.compile(r"\{([^{}\s]{1,60})\}")
BUTTON = re.compile(r"\[([^\[\]]{1,120})\]\((\S{1,2000})\)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
SUBJECT_LENGTH, BODY_LENGTH = 150, 10_000

Value = str | Sequence[str]


class Trouble(StrEnum):
    """What may be wrong with a text."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    BAD_LINK = "bad_link"


@dataclass(frozen=True)
class Problem:
    """A trouble with the name, link or limit it is about."""

    trouble: Trouble
    about: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Words; a line break inside stays one."""

    text: str
    kind: str = "paragraph"

    @property
    def lines(self) -> list[str]:
        """The paragraph's lines."""
        return self.text.split("\n")


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    kind: str = "bullets"


@dataclass(frozen=True)
class Button:
    """The one thing to do."""

    label: str
    url: str
    kind: str = "button"


@dataclass(frozen=True)
class Item:
    """One of several things that a letter tells of: its title leads there when it has an address."""

    title: str
    text: str = ""
    url: str = ""
    kind: str = "item"


Block = Paragraph | Bullets | Button | Item


def names_in(text: str) -> list[str]:
    """Names between braces, each once, in order; whatever stands there, so that a slip is found."""
    return list(dict.fromkeys(WRITTEN.findall(text)))


def filled(text: str, values: Mapping[str, Value]) -> str:
    """The text with known names replaced; other braces stay, and a value's own braces are no names. Lists are joined by commas."""
    return WRITTEN.sub(lambda found: plain(values[found[1]]) if found[1] in values else found[0], text)


def plain(value: Value) -> str:
    """A value as text without control characters."""
    return CONTROL.sub("", value if isinstance(value, str) else ", ".join(value)).strip()


def one_line(text: str) -> str:
    """For headers and titles: all white space is one space."""
    return " ".join(CONTROL.sub(" ", text).split())


def is_web(url: str) -> bool:
    """Whether a link leads to a page, and to nothing that runs."""
    return url.startswith(("https://", "http://")) and not re.search(r"\s", url)


def blocks_of(body: str, values: Mapping[str, Value]) -> list[Block]:
    """The body as blocks, filled. Blank lines part paragraphs, `- ` begins an item, `[words](address)` alone on a line is a button;
    a list that stands alone on its line becomes items."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        words: list[str] = []
        items: list[str] = []
        for line in [*chunk.split("\n"), ""]:
            special = line_of(line.strip(), values)
            if words and (special or not line.strip()):
                blocks.append(Paragraph(filled("\n".join(words), values)))
                words = []
            if items and not isinstance(special, Bullets):
                blocks.append(Bullets(tuple(items)))
                items = []
            if isinstance(special, Bullets):
                items += special.items
            elif special:
                blocks.append(special)
            elif line.strip():
                words.append(line.strip())
    return [block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()]


def blocks_of_plain(text: str, label: str) -> list[Block]:
    """A finished plain text as blocks: an address alone on its line is a button with this label, everything else is words."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        words: list[str] = []
        for line in (line.strip() for line in chunk.split("\n")):
            if is_web(line):
                blocks += [Paragraph("\n".join(words))] if words else []
                blocks.append(Button(label, line))
                words = []
            else:
                words.append(line)
        blocks += [Paragraph("\n".join(words))] if words else []
    return blocks


def line_of(line: str, values: Mapping[str, Value]) -> Bullets | Button | Paragraph | None:
    """What a line is by itself: items, a button (words where its address leads to no page), or None for a line of a paragraph."""
    if line.startswith("- "):
        return Bullets((filled(line[2:].strip(), values),))
    if button := BUTTON.fullmatch(line):
        label, url = one_line(filled(button[1], values)), filled(button[2], values)
        return Button(label, url) if is_web(url) else Paragraph(f"{label}: {url}")
    found = WRITTEN.fullmatch(line)
    value = values.get(found[1]) if found else None
    return Bullets(tuple(plain(one) for one in value)) if value is not None and not isinstance(value, str) else None


def as_text(blocks: Sequence[Block]) -> str:
    """The plain part of a letter."""
    return "\n\n".join(text_of(block) for block in blocks)


def text_of(block: Block) -> str:
    """One block in plain text."""
    if isinstance(block, Bullets):
        return "\n".join(f"- {item}" for item in block.items)
    if isinstance(block, Button):
        return f"{block.label}:\n{block.url}"
    if isinstance(block, Item):
        return "\n".join(part for part in (block.title, block.text, block.url) if part)
    return block.text


def problems(subject: str, body: str, known: Collection[str], required: Collection[str]) -> list[Problem]:
    """Everything that keeps a text from being a letter; empty when it may go out."""
    found = [Problem(Trouble.UNKNOWN, name) for name in names_in(f"{subject}\n{body}") if name not in known]
    found += [Problem(Trouble.MISSING, name) for name in sorted(required) if name not in names_in(body)]
    found += [Problem(Trouble.EMPTY) for text in (subject, body) if not text.strip()]
    found += [Problem(Trouble.TOO_LONG, str(limit)) for text, limit in ((subject, SUBJECT_LENGTH), (body, BODY_LENGTH)) if len(text) > limit]
    lines = [BUTTON.fullmatch(line.strip()) for line in body.splitlines()]
    found += [Problem(Trouble.BAD_LINK, line[2]) for line in lines if line and not is_web(line[2]) and not WRITTEN.fullmatch(line[2])]
    return found
