"""Files of rows: copied before the instant of the database, and once more after it where they were new or still being written."""
from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ops.backup.facts import path_of, roots
from ops.backup.manifest import CHUNK, Kept

UNFINISHED = "half"


@dataclass
class Copies:
    """What was copied so far: place → how the original looked then, and what the copy holds."""

    folder: Path
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)

    def take(self, place: str) -> bool:
        """Copy unless the same bytes were copied before; False where there is no such file now."""
        source = path_of(place)
        try:
            stat = source.stat()
            if self.seen.get(place) == (stat.st_size, stat.st_mtime_ns):
                return True
            self.kept[place] = copied(source, self.folder / place, place)
        except FileNotFoundError:
            return place in self.kept
        self.seen[place] = (stat.st_size, stat.st_mtime_ns)
        return True

    def take_all(self, places: Iterable[str]) -> None:
        """All that are there."""
        for place in places:
            self.take(place)

    def keep_only(self, named: set[str]) -> None:
        """Let go of what no row of the instant names."""
        for place in sorted(set(self.kept) - named):
            (self.folder / place).unlink()
            del self.kept[place]


def copied(source: Path, target: Path, place: str) -> Kept:
    """Copy, hash and sync one file."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size, digest = 0, hashlib.sha256()
    with source.open("rb") as reader, open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as writer:
        while chunk := reader.read(CHUNK):
            size += len(chunk)
            digest.update(chunk)
            writer.write(chunk)
        writer.flush()
        os.fsync(writer.fileno())
    return Kept(place, size, digest.hexdigest())


def present() -> Iterator[str]:
    """Places of all files that lie there now, without halves of uploads."""
    for kind, root in roots().items():
        for path in sorted(root.rglob("*")):
            place = path.relative_to(root)
            if place.parts[0] != UNFINISHED and path.is_file() and not path.is_symlink():
                yield f"{kind}/{place.as_posix()}"


def bytes_present() -> int:
    """How much they take."""
    return sum(path_of(place).stat().st_size for place in present())


def put_back(folder: Path, kept: Kept) -> None:
    """One file of the backup at its place in the product, readable as uploads are."""
    target = path_of(kept.place)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    shutil.copyfile(folder / kept.place, target)
    target.chmod(0o640)
    with target.open("rb") as file:
        os.fsync(file.fileno())
