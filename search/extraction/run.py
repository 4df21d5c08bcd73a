"""`extract(kind, data)`: a child process reads the file, so that nothing in it can take the worker down, hold it up or fill its memory."""
from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("child.py")
KINDS = frozenset({"pdf", "docx", "xlsx"})
LONGEST = 200_000  # bytes of text kept of a file
REASONS = {10: "encrypted", 11: "broken", 12: "bomb", 13: "memory", -signal.SIGXCPU: "slow", -signal.SIGXFSZ: "bomb"}


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds of processor, seconds by the clock (less than the outbox's lease), bytes of address space."""

    cpu: int = 10
    wall: float = 20.0
    memory: int = 512 * 1024 * 1024


class Unreadable(Exception):
    """There is no text to be had; the message is one word: encrypted, broken, bomb, memory, slow, kind."""


def extract(kind: str, data: bytes, limits: Limits | None = None) -> str:
    """The text of a PDF, DOCX or XLSX, its first `LONGEST` bytes at most. Raises Unreadable."""
    if kind not in KINDS:
        raise Unreadable("kind")
    allowed = limits or Limits()
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:  # the kernel bounds a file's length, not a pipe's
        source.write(data)
        source.seek(0)
        # -B: a byte code cut off by the limit on files would spoil the package for everybody
        command = [sys.executable, "-IB", str(CHILD), kind, str(allowed.cpu), str(allowed.memory), str(LONGEST)]
        try:
            code = subprocess.run(command, stdin=source, stdout=target, stderr=subprocess.DEVNULL, env={}, cwd="/", timeout=allowed.wall).returncode
        except subprocess.TimeoutExpired:
            raise Unreadable("slow") from None
        if code:
            raise Unreadable(REASONS.get(code, "broken"))
        target.seek(0)
        return target.read(LONGEST).decode(errors="ignore")
