"""What is shown of practices: constant SQL at any number of rows."""
from portfolio.queries.cards import CardFigure, CardPlace, PracticeCard, newest_practices, practice_cards, profiled_places
from portfolio.queries.facts import FactPlace, PracticeFacts, practice_facts
from portfolio.queries.live import (
    live_count,
    live_counts_by_municipality,
    live_counts_by_region,
    live_counts_by_sector,
    live_practices,
    practices_of_municipalities,
    practices_of_municipality,
    practices_of_region,
)
from portfolio.queries.page import (
    PageStamp,
    PracticePage,
    page_stamp,
    practice_page,
    practice_pages,
    preview_page,
    release_page,
    withdrawn_code,
)

__all__ = [
    "CardFigure", "CardPlace", "FactPlace", "PageStamp", "PracticeCard", "PracticeFacts", "PracticePage", "live_count", "live_counts_by_municipality",
    "live_counts_by_region", "live_counts_by_sector", "live_practices", "newest_practices", "page_stamp", "practice_cards", "practice_facts", "practice_page",
    "practice_pages", "practices_of_municipalities",
    "practices_of_municipality", "practices_of_region", "preview_page", "profiled_places", "release_page", "withdrawn_code",
]
