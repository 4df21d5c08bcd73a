"""The number of a taxpayer: 10 digits for an organisation, 12 for a person who trades; the last one or two are check digits."""
from __future__ import annotations

from enum import StrEnum

WEIGHTS = {
    10: ((2, 4, 10, 3, 5, 9, 4, 6, 8),),
    12: ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
}


class InnFault(StrEnum):
    """What is wrong with a number."""

    DIGITS = "digits"
    LENGTH = "length"
    CHECKSUM = "checksum"


def inn_fault(text: str) -> InnFault | None:
    """What is wrong with the INN, None if nothing is. Check digit = Σ weight · digit mod 11 mod 10 (rule of the Federal Tax Service)."""
    if not (text.isascii() and text.isdecimal()):
        return InnFault.DIGITS
    if len(text) not in WEIGHTS:
        return InnFault.LENGTH
    digits = [int(sign) for sign in text]
    for weights in WEIGHTS[len(text)]:
        if sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 % 10 != digits[len(weights)]:
            return InnFault.CHECKSUM
    return None
