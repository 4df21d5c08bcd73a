"""Tables of `ops`, one file per noun."""
from ops.models.clock import Counter, Duty
from ops.models.files import PrivateFile
from ops.models.forms import FormKey
from ops.models.imports import ImportBatch, ImportRow
from ops.models.jobs import Job
from ops.models.outbox import LetterAct, OutboxAct, OutboxRow

__all__ = ["Counter", "Duty", "FormKey", "ImportBatch", "ImportRow", "Job", "LetterAct", "OutboxAct", "OutboxRow", "PrivateFile"]
