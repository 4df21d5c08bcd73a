"""Tables of `portfolio`."""
from portfolio.models.practice import Kind, Origin, Practice, Stage
from portfolio.models.releases import PracticeRelease
from portfolio.models.rows import Direction, FundingSource, PracticeBudgetLine, PracticeIndicator, PracticePlace

__all__ = [
    "Direction", "FundingSource", "Kind", "Origin", "Practice", "PracticeBudgetLine", "PracticeIndicator", "PracticePlace",
    "PracticeRelease", "Stage",
]
