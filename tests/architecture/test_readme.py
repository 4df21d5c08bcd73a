"""The table "Where is …" of the README leads to files and names that are there."""
import re
from collections.abc import Iterator

from tests.architecture.test_layers import ROOT

HEADING, NEXT = "## Where is", "\n## "


def pointers(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Files and symbols of each row; rows without a symbol or for any room are left out."""
    for row in text.partition(HEADING)[2].partition(NEXT)[0].splitlines():
        cells = [re.findall(r"`([^`]+)`", cell) for cell in row.strip("|").split("|")]
        if len(cells) == 3 and cells[1] and cells[2] and "<room>" not in cells[1][0]:
            yield cells[1], cells[2]


def astray(text: str) -> list[str]:
    """Files that are absent, and symbols that no file of their row defines (words in quotes need only stand there)."""
    wrong = []
    for files, symbols in pointers(text):
        wrong += [file for file in files if not (ROOT / file).exists()]
        code = "\n".join((ROOT / file).read_text() for file in files if (ROOT / file).is_file())
        for symbol in symbols:
            name, _, rest = symbol.partition("(")
            defined = all(re.search(rf"^ *(?:def|class) {part}\b", code, re.MULTILINE) for part in name.split("."))
            if not defined or any(f'"{word}"' not in code for word in re.findall(r'"(\w+)"', rest)):
                wrong.append(symbol)
    return wrong


def test_every_file_and_symbol_of_the_table_is_there():
    text = (ROOT / "README.md").read_text()
    assert (len(list(pointers(text))) >= 8, astray(text)) == (True, [])


def test_a_stale_symbol_and_a_missing_file_are_told():
    rows = "| a | `ops/outbox.py` | `owe`, `owed_long_ago` |\n| b | `ops/nowhere.py` | `owe` |\n| c | `<room>/x.py` | `y` |\n| d | `ops/imports/` | |"
    assert astray(f"{HEADING} …\n{rows}\n\n## Further") == ["owed_long_ago", "ops/nowhere.py", "owe"]
