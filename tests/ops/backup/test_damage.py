"""Whatever happens to a backup on its disk is seen before anything is restored."""
from __future__ import annotations

import os
import random
import shutil

from ops.backup.manifest import MANIFEST, SEAL, BackupError
from ops.backup.restore import checked


def flipped(path, place: int) -> None:
    """One bit."""
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 1 << place % 8
    path.write_bytes(content)


def swapped(first, second) -> None:
    """Two files change places."""
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)


def damages(names: list[str]) -> dict:
    """Name → what is done to the folder; every file is flipped at several bits, cut, lengthened, emptied, lost, turned into a link."""
    chance = random.Random(13)
    found = {}
    for name in names:
        for place in (0, 7, *(chance.randrange(10**6) for _ in range(6))):
            found[f"bit {place} of {name}"] = lambda f, n=name, p=place: flipped(f / n, p)
        found[f"{name} cut by a byte"] = lambda f, n=name: os.truncate(f / n, (f / n).stat().st_size - 1)
        found[f"{name} cut in half"] = lambda f, n=name: os.truncate(f / n, (f / n).stat().st_size // 2)
        found[f"{name} emptied"] = lambda f, n=name: os.truncate(f / n, 0)
        found[f"{name} longer"] = lambda f, n=name: (f / n).open("ab").write(b"\0")
        found[f"{name} lost"] = lambda f, n=name: (f / n).unlink()
        found[f"{name} a folder"] = lambda f, n=name: ((f / n).unlink(), (f / n).mkdir())
    for name in set(names) - {MANIFEST, SEAL}:  # a link to the whole manifest would change nothing
        found[f"{name} a link"] = lambda f, n=name: ((f / n).rename(f.parent / "aside"), (f / n).symlink_to(f.parent / "aside"))
    files = [name for name in names if name not in (MANIFEST, SEAL)]
    found["two files swapped"] = lambda f: swapped(f / files[0], f / files[1])
    found["a file too many"] = lambda f: (f / "private" / "more").write_text("x")
    found["all files lost"] = lambda f: [shutil.rmtree(f / kind) for kind in ("media", "private")]
    return found


def seen(folder) -> bool:
    """Whether the check refuses it."""
    try:
        checked(folder)
    except BackupError:
        return True
    return False


def test_every_damage_is_seen(backup, tmp_path):
    names = sorted(path.relative_to(backup.folder).as_posix() for path in backup.folder.rglob("*") if path.is_file())
    known = damages(names)
    unseen = []
    for name, damage in known.items():
        copy = tmp_path / "copy" / backup.folder.name
        shutil.copytree(backup.folder, copy)
        damage(copy)
        if not seen(copy):
            unseen.append(name)
        shutil.rmtree(tmp_path / "copy")
    assert (unseen, len(known) >= 50) == ([], True)


def test_a_whole_backup_passes(backup):
    """Control."""
    assert not seen(backup.folder)
