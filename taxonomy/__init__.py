"""What practices are about: sectors on two levels, tags, national projects.

Nouns: `Sector` (code such as WST or WST.cont), `Tag`, `NationalProject`. Start reading at `models.py`.
"""
