"""Invented practices and numbers for the living page."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.queries import CardFigure, CardPlace, PracticeCard
from portfolio.released import Label

SERIES = [(2018, 104_500), (2019, 104_100), (2020, 103_700), (2021, 103_400), (2022, 102_900), (2023, 145_400), (2024, 144_670)]
SIZES = [round(100_000 * 1.012**step) for step in range(161)] + [144_670]
LONG = (
    "Совершенствование межведомственного взаимодействия при предоставлении высокотехнологичной энергоэффективной "
    "жилищно-коммунальной инфраструктуры малонаселённых территорий"
)
PLACE = CardPlace(
    1, Label("dzerzhinsk", "Дзержинск", "Dzerzhinsk"), Label("nizhegorodskaya-oblast", "Нижегородская область", "Nizhny Novgorod Oblast"), "",
    225_251, 2024, Label("BIG", "Крупный городской округ", "Large town"), 0,
)


def card(number: int, title: str, figure: CardFigure | None, place: CardPlace | None = PLACE, stage: str = "verified") -> PracticeCard:
    """A sample practice."""
    return PracticeCard(
        number, number, "obrazets", f"SM-2024-{number:04d}", title, "", "ru", "process", stage, True, 2024, date(2023, 9, 1), date(2024, 6, 30),
        Decimal("3420.5"), Label("TRN", "Транспорт", "Transport"), place, figure,
    )


CARDS = [
    card(1, "Оптимизация согласования маршрута автобуса", CardFigure("Согласование маршрута, медиана", "рабочий день", "down", Decimal(94), Decimal(30), Decimal(31))),
    card(2, LONG, CardFigure("От заявления до решения о предоставлении", "рабочих дней", "down", Decimal(118), Decimal(40), None), stage="defended"),
    card(3, "Перенос остановки по обращению жителей", CardFigure("Пассажиры", "тысяч в месяц", "up", None, Decimal(120), Decimal(134))),
    card(4, "Вывоз крупногабаритных отходов по записи", None, place=None),
]
