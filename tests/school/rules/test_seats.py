"""Places left: under, at and over the limit."""
import pytest

from school.rules.seats import Seats, lacks_places


@pytest.mark.parametrize(("seats", "stream", "intake", "left"), [
    (Seats(40, 0, 161, 0), 40, 161, 40), (Seats(40, 39, 161, 100), 1, 61, 1), (Seats(40, 40, 161, 100), 0, 61, 0), (Seats(40, 41, 161, 100), 0, 61, 0),
    (Seats(40, 10, 161, 160), 30, 1, 1), (Seats(40, 10, 161, 161), 30, 0, 0), (Seats(40, 10, 161, 170), 30, 0, 0),
])
def test_seats_left(seats, stream, intake, left):
    assert (seats.left_in_stream, seats.left_in_intake, seats.left) == (stream, intake, left)


@pytest.mark.parametrize(("streams", "places", "lacks"), [((), 161, 0), ((41, 40, 40, 40), 161, 0), ((40, 40), 161, 0), ((41, 41, 40, 40), 161, 1)])
def test_streams_fit_their_intake(streams, places, lacks):
    assert lacks_places(streams, places) == lacks
