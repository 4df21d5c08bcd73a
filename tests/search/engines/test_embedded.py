"""What only the embedded engine promises: other processes, kills, hostile trees."""
from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from search.engines.base import IndexBusy
from search.engines.embedded import EmbeddedEngine
from search.query import CatalogueQuery, parse
from tests.architecture.test_layers import ROOT
from tests.search.documents import CARDS, document


def child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, from the top of the repository."""
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code), *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_reader_sees_what_another_process_wrote(tmp_path):
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild(lambda: [CARDS])
    assert engine.search(CatalogueQuery(), parse(""), ()).total == 5
    run = child("""
        import sys
        from pathlib import Path
        from search.engines.embedded import EmbeddedEngine
        from tests.search.documents import document
        with EmbeddedEngine(Path(sys.argv[1])).batch() as batch:
            batch.put([document(6, "Шестая")])
    """, str(tmp_path))
    assert (run.returncode, run.stderr) == (0, "")
    assert engine.search(CatalogueQuery(), parse(""), ()).ids[0] == 6


def test_reader_follows_the_pointer_and_two_generations_are_kept(tmp_path):
    engine, other = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)
    for number in range(4):
        other.rebuild(lambda: [[document(number + 1, "Карточка")]])  # noqa: B023
        assert engine.search(CatalogueQuery(), parse(""), ()).ids == (number + 1,)
    assert len([path for path in engine.folder.iterdir() if path.is_dir()]) == 2


def test_killed_writer_leaves_the_last_commit_and_a_free_lock(tmp_path):
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild(lambda: [CARDS])
    run = child("""
        import os, signal, sys
        from pathlib import Path
        from search.engines.embedded import EmbeddedEngine
        from tests.search.documents import document
        with EmbeddedEngine(Path(sys.argv[1])).batch() as batch:
            batch.put([document(n, "Потерянная") for n in range(100, 200)])
            os.kill(os.getpid(), signal.SIGKILL)
    """, str(tmp_path))
    assert run.returncode == -signal.SIGKILL
    assert engine.search(CatalogueQuery(), parse(""), ()).total == 5
    with engine.batch() as batch:
        batch.put([document(6, "Шестая")])
    assert engine.search(CatalogueQuery(), parse(""), ()).total == 6


HOSTILE = {
    "brackets": '"(" * 1000', "words": '" ".join(f"слово{n}" for n in range(10_000))[:1000]', "marks": '"а" + "\\u0301" * 999',
    "nul": '"му\\x00сор" * 100', "quotes": '"«" * 1000', "minuses": '"-" * 1000', "excluded": '"-а " * 333', "stars": '"*" * 1000',
    "one word": '"я" * 1000', "operators": '"а OR " * 166', "zero width": '"\\u200d" * 1000', "syntax": '"title:(a^99999999~9 AND [* TO *]) " * 20',
    "phrases": '"«а б» " * 160', "emoji": '"😀" * 1000', "numbers": '"1,5 " * 250',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_kills_no_process(tmp_path, name):
    EmbeddedEngine(tmp_path).rebuild(lambda: [CARDS])
    run = child(f"""
        import sys
        from pathlib import Path
        from search.engines.embedded import EmbeddedEngine
        from search.query import CatalogueQuery, parse
        from search.speller import IndexLexicon
        from search.synonyms import Rule, SynonymTable
        engine = EmbeddedEngine(Path(sys.argv[1]))
        tree = parse({HOSTILE[name]}, SynonymTable([Rule("а", ("б", "в г"))]), IndexLexicon(engine))
        print(engine.search(CatalogueQuery(), tree, ("sector",)).documents)
    """, str(tmp_path))
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "5", "")


def test_no_parser_of_query_strings_is_called():
    for path in (ROOT / "search").rglob("*.py"):
        text = path.read_text()
        assert [name for name in (".parse_query", "query_string", "regex_query", "fuzzy_term") if name in text] == [], path


def test_pointer_is_swapped_whole(tmp_path):
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild(lambda: [CARDS])
    assert [path.name for path in Path(engine.folder).iterdir() if path.name.startswith("current")] == ["current"]


def test_second_writer_waits_and_then_is_refused(tmp_path, monkeypatch):
    engine = EmbeddedEngine(tmp_path)
    monkeypatch.setattr(sys.modules["search.engines.embedded"], "PATIENCE", 0.1)
    with engine.batch(), pytest.raises(IndexBusy), engine.batch():
        pass
