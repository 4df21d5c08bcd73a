"""Health, and the one way out for private files."""
from tests.policy.grammar import OWNER, desk, owned, public
from tests.policy.objects import private_file

ROWS = (
    public("livez"),
    public("readyz", GET=(200, 503)),
    desk("desk/files/<uuid:public_id>/", owned(private_file), GET={OWNER: 200}, visitor=404),
)
