"""Pages of a list: limits, gaps, nonsense."""
import pytest

from components.paging import paged


def numbers(total, asked, size=10):
    return [link.number for link in paged(range(total), asked, size, str).links]


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (9, 1), (10, 1), (11, 2)])
def test_paged_number_of_pages(total, last):
    assert paged(range(total), "", 10, str).last == last


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("0", 1), ("1", 1), ("3", 3), ("4", 3), ("-1", 1), ("x", 1), ("9" * 30, 1), ("²", 1)])
def test_paged_nonsense_is_the_first_and_too_far_the_last(asked, number):
    assert paged(range(25), asked, 10, str).number == number


def test_paged_rows_and_ends():
    page = paged(range(25), "3", 10, lambda number: f"?page={number}")
    assert (list(page.rows), page.first_row, page.last_row, page.previous, page.next) == ([20, 21, 22, 23, 24], 21, 25, "?page=2", "")


def test_paged_nothing_has_no_rows():
    page = paged([], "1", 10, str)
    assert (page.first_row, page.last_row, page.previous, page.next) == (0, 0, "", "")


@pytest.mark.parametrize(("total", "asked", "shown"), [
    (20, "1", [1, 2]),
    (50, "3", [1, 2, 3, 4, 5]),
    (100, "1", [1, 2, 0, 10]),
    (100, "5", [1, 0, 4, 5, 6, 0, 10]),
    (100, "4", [1, 2, 3, 4, 5, 0, 10]),
    (100, "10", [1, 0, 9, 10]),
])
def test_paged_links_with_gaps(total, asked, shown):
    assert numbers(total, asked) == shown
