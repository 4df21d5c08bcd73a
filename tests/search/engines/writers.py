"""Processes that write an embedded index: forked ones to be killed, and ones that take turns. Run with -m from the top of the repository."""
from __future__ import annotations

import os
import sys
from pathlib import Path

from search.engines.embedded import HEAP, EmbeddedEngine, open_index
from tests.search.documents import document

DOCUMENTS = 20


def batch_of(number: int) -> list[dict]:
    """The same documents with another text each time; the version tells which batch they are of."""
    return [document(pk, f"Пачка {number}", "Слова. " * 20, version=number) for pk in range(1, DOCUMENTS + 1)]


def fork_writers(folder: Path) -> None:
    """Fork a writer; whenever it is killed the next one, after its parent has been told to go on. A batch that was committed is acknowledged in a file."""
    number = 1
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            write(folder, number)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)
        number = last(folder) + 2  # the one after the last acknowledged may have been committed too


def write(folder: Path, number: int) -> None:
    """Batches until somebody kills us."""
    engine = EmbeddedEngine(folder / "index")
    note = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        with engine.batch() as batch:
            batch.put(batch_of(number))
        os.write(note, f"{number}\n".encode())
        number += 1


def last(folder: Path) -> int:
    """The last acknowledged batch."""
    path = folder / "acknowledged"
    return int(path.read_text().split()[-1]) if path.exists() and path.read_text() else 0


def take_turns(folder: Path, kept: bool) -> None:
    """A batch for each line; `kept` holds one open index for all of them, as the product must not."""
    engine, number = EmbeddedEngine(folder / "index"), 0
    index = open_index(engine.folder / engine.current()) if kept else None
    while line := sys.stdin.readline():
        number = int(line)
        if index is None:
            with engine.batch() as batch:
                batch.put(batch_of(number))
        else:
            from search.engines.embedded import TantivyBatch

            writer = index.writer(HEAP, 1)
            TantivyBatch(writer).put(batch_of(number))
            writer.commit()
            writer.wait_merging_threads()
        print("done", flush=True)


if __name__ == "__main__":
    if sys.argv[2] == "fork":
        fork_writers(Path(sys.argv[1]))
    else:
        take_turns(Path(sys.argv[1]), kept=sys.argv[2] == "kept")
