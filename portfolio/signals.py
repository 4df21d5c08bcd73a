"""What happens here and is told at once, without the outbox: it may be lost."""
from django.dispatch import Signal

practice_opened = Signal()  # a reader opened the public page of a practice; sent with `request`
