"""Where things happen: federation, districts, regions, municipalities with their history and peer groups.

Nouns: `Territory` (the target of roles and observations), `Region`, `Municipality`, `Population`, `PeerGroup`.
Start reading at `models.py`, then `rules/peer_groups.py`.
"""
