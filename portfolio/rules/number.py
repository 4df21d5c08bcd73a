"""How a practice's number is printed."""


def printed_number(number: int, year: int | None) -> str:
    """SM-2024-0157; before the first publication the year is not known."""
    return f"SM-{year}-{number:04d}" if year else f"SM-{number:04d}"
