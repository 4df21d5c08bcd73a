"""INN: golden numbers worked out by hand from the published weights."""
import pytest

from people.rules.inn import InnFault, inn_fault


@pytest.mark.parametrize(("text", "fault"), [
    ("7707083893", None), ("500100732259", None), ("0000000000", None),
    ("7707083894", InnFault.CHECKSUM), ("500100732258", InnFault.CHECKSUM), ("500100732269", InnFault.CHECKSUM),
    ("770708389", InnFault.LENGTH), ("77070838931", InnFault.LENGTH), ("5001007322590", InnFault.LENGTH),
    ("77 07083893", InnFault.DIGITS), ("", InnFault.DIGITS), ("٧٧٠٧٠٨٣٨٩٣", InnFault.DIGITS), ("-707083893", InnFault.DIGITS),
])
def test_inn_fault_golden_numbers(text, fault):
    assert inn_fault(text) == fault
