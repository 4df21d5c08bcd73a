"""What makes the words of a consent one document, and a consent a proof."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def document_hash(words: Mapping[str, str]) -> str:
    """sha256 of the words in an order of their own; line ends of one kind, so that a form does not change a document."""
    plain = {name: text.replace("\r\n", "\n").strip() for name, text in words.items()}
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def proof_text(subject: str, code: str, number: int, sha256: str, given_at: str) -> str:
    """What a consent's evidence is a keyed hash of: who agreed to which words, when."""
    return "|".join((subject, code, str(number), sha256, given_at))
