"""Public practices: what a municipality did, what changed, what it cost.

Nouns: `Practice`, `PracticeIndicator`, `PracticeBudgetLine`, `PracticePlace`, `PracticeRelease`.
Start reading at `models/practice.py`, then `actions/publish.py`.
"""
