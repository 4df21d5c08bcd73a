"""Who gets what: the table of routes (`routes.py`), the canary crawl, and what a hidden row may not change."""
