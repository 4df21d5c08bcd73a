"""Cell addresses as a spreadsheet shows them."""


def column_letters(index: int) -> str:
    """Letters of a column counted from 0: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(index: int, row: int) -> str:
    """Column counted from 0 and row counted from 1: (2, 14) → C14."""
    return f"{column_letters(index)}{row}"
