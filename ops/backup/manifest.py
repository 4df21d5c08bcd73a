"""What a backup promises: its files with their hashes, its rows by table, what made it; and the seal over the promise itself."""
from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
LAYOUT = 1
CHUNK = 1024 * 1024


class BackupError(Exception):
    """The backup or the restore cannot be done; the text says why and what to do."""


@dataclass(frozen=True)
class Kept:
    """One file of the backup: place within its folder, size in bytes, SHA-256."""

    place: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Everything a restore compares with. `tables`: name → [rows, checksum], the checksum empty on SQLite, whose file is hashed as a whole."""

    made_at: str
    engine: str
    database: str
    key: str
    versions: dict[str, str]
    migrations: list[str]
    tables: dict[str, list[Any]]
    files: list[Kept]
    missing: list[str] = field(default_factory=list)
    layout: int = LAYOUT

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(kept.size for kept in self.files)


def key_mark(key: str) -> str:
    """By which a key is known again without being told."""
    return hmac.new(key.encode(), b"school backup", hashlib.sha256).hexdigest()[:16]


def digest_of(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of the file as it can be read now."""
    size, digest = 0, hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            digest.update(chunk)
    return size, digest.hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The promise and its seal, both synced."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    write_synced(folder / MANIFEST, text)
    write_synced(folder / SEAL, f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode())


def write_synced(path: Path, text: bytes, mode: int = 0o600) -> None:
    """A new file, readable by its owner only, safe on the disk. Raises FileExistsError."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names in the folder lasting."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def read_manifest(folder: Path) -> Manifest:
    """The promise, once its seal is found whole. Raises BackupError."""
    try:
        text, seal = (folder / MANIFEST).read_bytes(), (folder / SEAL).read_bytes()
    except OSError as error:
        raise BackupError(f"{folder} is no whole backup: {MANIFEST} or {SEAL} cannot be read ({type(error).__name__}).") from error
    if seal != f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode():
        raise BackupError(f"{folder / MANIFEST} does not fit its seal: one of the two was changed.")
    values = json.loads(text)
    if values["layout"] != LAYOUT:
        raise BackupError(f"{folder} has layout {values['layout']}, this release reads {LAYOUT}: restore it with the release that made it.")
    return Manifest(**{**values, "files": [Kept(**kept) for kept in values["files"]]})


def faults_of(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Every promise that the backup does not keep: a file missing, cut, changed, or one that nobody promised."""
    promised = {kept.place: kept for kept in manifest.files}
    for place, kept in promised.items():
        if fault := fault_of(folder / place, kept):
            yield f"{place}: {fault}"
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if not path.is_dir() and place not in promised and place not in (MANIFEST, SEAL):
            yield f"{place}: not promised by the manifest"


def fault_of(path: Path, kept: Kept) -> str:
    """What is wrong with one file, or nothing."""
    if path.is_symlink() or not path.is_file():
        return "missing"
    try:
        size, sha256 = digest_of(path)
    except OSError as error:
        return f"cannot be read ({type(error).__name__})"
    if size != kept.size:
        return f"{size} bytes instead of {kept.size}"
    return "" if sha256 == kept.sha256 else "its content was changed"
