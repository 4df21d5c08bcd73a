"""Small documents for the tests of engines."""
from __future__ import annotations

from typing import Any

from search.analysis import forms, indexable
from search.schema import Document


def document(pk: int, title: str = "", body: str = "", **values: Any) -> Document:
    """A document with these texts; facets are lists of text, numbers may be absent."""
    texts = {"title": title, "short_title": "", "topics": values.pop("topics", ""), "summary": values.pop("summary", ""), "body": body,
             "attachments": values.pop("attachments", "")}
    return {
        "pk": pk, "version": values.pop("version", 1), **{name: indexable(text) for name, text in texts.items()},
        "title_exact": indexable(title), "words": " ".join(dict.fromkeys(forms(" ".join(texts.values())))),
        "sort_newest": pk, "sort_cost": values.pop("sort_cost", pk), "sort_share": values.pop("sort_share", pk), "sort_adoptions": values.pop("sort_adoptions", pk), "sort_title": f"{title.lower()} {pk:06d}", **values,
    }


CARDS = [
    document(1, "Вывоз мусора из частного сектора", "Раздельный сбор и новый график.", sector=["WST", "WST.sort"], region=["tula"], year=["2023"], years=2023, cost=12_000, sort_cost=12),
    document(2, "Дворы без мусора", "Жители сами выбрали площадку.", sector=["IMP", "IMP.yard"], region=["tula"], year=["2024"], years=2024, cost=500, sort_cost=5),
    document(3, "Маршрут автобуса", "Согласование срока: вывоз пассажиров из частного сектора.", sector=["TRN", "TRN.bus"], region=["perm"], year=["2024"], years=2024, sort_cost=99),
    document(4, "Парк у реки", "Набережная и озеленение.", sector=["IMP", "IMP.park"], region=["perm", "tula"], year=["2022"], years=2022, cost=90_000, sort_cost=90),
    document(5, "Твёрдые коммунальные отходы под учётом", "ТКО считают по дворам.", sector=["WST", "WST.reg"], region=["perm"], year=["2024"], years=2024, cost=0, sort_cost=0),
]
