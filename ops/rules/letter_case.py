"""SQLite compares letter case only in Latin; a search by a Russian name asks for the usual ways to write it."""


def spellings(text: str) -> tuple[str, ...]:
    """The text as typed, small, with a capital first letter, with capitals in each word; without repeats."""
    return tuple(dict.fromkeys((text, text.lower(), text.capitalize(), text.title())))
