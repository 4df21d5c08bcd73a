"""Why a municipality is in its peer group, in words; the rule itself is `territories.rules.peer_groups`."""
from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from territories.rules.peer_groups import PeerGroupCode

REASONS: dict[str, Promise] = {
    PeerGroupCode.CAP: _("It is a part of a federal city; such parts are compared with each other only."),
    PeerGroupCode.MLN: _("A town with a million residents or more."),
    PeerGroupCode.REG: _("The centre of its region with fewer than a million residents."),
    PeerGroupCode.MONO: _("In the list of single-industry towns, with fewer than 100 thousand residents."),
    PeerGroupCode.BIG: _("100 thousand residents or more; neither a regional centre nor a town of a million."),
    PeerGroupCode.DST: _("A town of 20 to 100 thousand residents with what lies around it; not in the list of single-industry towns."),
    PeerGroupCode.SML: _("A town of fewer than 20 thousand residents with what lies around it."),
    PeerGroupCode.RUR: _("Fewer than 100 thousand residents, and its centre is not a town."),
    PeerGroupCode.UNKNOWN: _("Its population is not published, so the rule cannot decide."),
}
