"""Stock Wagtail's search in the database beside the catalogue's, at 1,000 rows, in one run and one process of its own.

Wagtail's rows are pages whose title is a practice's title and the beginning of its annotation, 255 characters in all; the catalogue reads whole practices
and counts every facet, Wagtail does neither, so the ratio is kind to it.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.calibration import Row, calibrated_ms

ROOT = Path(__file__).resolve().parent.parent
SIZE, WORD = 1_000, "ремонт"


def run() -> list[Row]:
    """Both, and how many times dearer the stock one is."""
    print(f"stock search, {SIZE}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="school-stock-") as folder:
        env = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
        env |= {"SCHOOL_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.embedded", "SCHOOL_DEBUG": "0"}
        done = subprocess.run([sys.executable, "-m", "benchmarks.stock"], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [
        Row("stock search: one word", SIZE, found["stock"], "cal. CPU ms"), Row("catalogue search: one word", SIZE, found["ours"], "cal. CPU ms"),
        Row("stock search is dearer", SIZE, found["stock"] / found["ours"], "times"),
    ]


def compare() -> dict[str, float]:
    """Fills both and asks both for the first twenty of one word."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_territories", verbosity=0)

    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from benchmarks.catalogue_data import fill
    from portfolio.models import Practice
    from search.documents import all_documents
    from search.engines import engine
    from search.find import find
    from search.query import CatalogueQuery
    from search.vocabulary import vocabulary

    fill(SIZE)
    engine().rebuild(all_documents)
    root = Page.objects.get(depth=1)
    kind = root.content_type_id
    rows = Practice.objects.order_by("pk").values_list("pk", "title", "annotation")
    Page.objects.bulk_create(
        Page(path=f"{root.path}9{pk % 1000:03d}"[-8:], depth=2, title=f"{title}. {text}"[:255], slug=f"stock-{pk}", content_type_id=kind, locale_id=root.locale_id) for pk, title, text in rows
    )
    backend = get_search_backend("default")
    backend.get_index_for_model(Page).add_items(Page, list(Page.objects.filter(depth=2, slug__startswith="stock-")))
    words, query = vocabulary(), CatalogueQuery(WORD, size=20)
    stock = len(backend.search(WORD, Page)[:20])
    ours = len(find(query, words).page.ids)
    assert stock and ours, (stock, ours)
    return {
        "stock": calibrated_ms(lambda: list(backend.search(WORD, Page)[:20]), times=5, warm=1), "ours": calibrated_ms(lambda: find(query, words)),
    }


if __name__ == "__main__":
    print(json.dumps(compare()))
