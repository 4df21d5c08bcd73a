"""What this room tells higher ones within the transaction."""
from django.dispatch import Signal

enrolment_moved = Signal()
"""Sent by a transfer and by its undoing, once per person, before the transaction ends: `enrolment` (already in the new stream), `before` and
`after` (streams), `by`, `at`. A receiver that raises stops the whole transfer."""
