"""Practices for tests, complete enough to go live, made by the actions themselves."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from portfolio.actions.draft import write_draft
from portfolio.actions.publish import publish_practice
from portfolio.fields import BudgetFields, IndicatorFields, PlaceFields, PracticeFields
from portfolio.models import Practice
from tests.factories.taxonomy import SectorFactory
from tests.factories.territories import MunicipalityFactory
from tests.people import someone

READY = PracticeFields(
    title="Оптимизация согласования маршрута автобуса",
    annotation="Новый маршрут согласуют за 31 рабочий день вместо 94: одно заключение, четыре подписи, совместный осмотр.",
    kind="process", stage="verified", start=date(2023, 9, 1), end=date(2024, 6, 30), keywords="автобус; маршрут; согласование",
    problem="Новый район ждал автобус пять месяцев: заявка обходила девять кабинетов по очереди.",
    goal="Согласовывать изменение маршрута не дольше 30 рабочих дней.",
    solution="Службы смотрят маршрут вместе и подписывают одно заключение.",
    lessons="Первые два месяца осмотр переносили: не было замещающего.",
    indicators=(
        IndicatorFields(
            "Срок согласования, медиана", "рабочих дней", "down", Decimal(94), date(2022, 12, 30), Decimal(30), date(2024, 6, 30), Decimal(31),
            date(2024, 6, 28), "журнал регистрации", is_headline=True,
        ),
        IndicatorFields("Согласовано с первого раза", "% заявок", "up", Decimal(22), None, Decimal(70), None, Decimal(64)),
        IndicatorFields("Пассажиры изменённых маршрутов", "тысяч в месяц", "up", None, None, Decimal(120), None, Decimal(134)),
    ),
    budget=(
        BudgetFields("local", Decimal("1600.0"), 2024, "осмотры и счётчики"), BudgetFields("regional", Decimal("1100.0"), 2024),
        BudgetFields("business", Decimal("720.5"), 2024),
    ),
)


def ready_fields(**changes: Any) -> PracticeFields:
    """Fields that may go live, with a sector and a municipality of their own unless given."""
    if "sector_id" not in changes:
        changes["sector_id"] = SectorFactory(code="X-TRN", name="Транспорт", name_en="Transport").pk
    if "places" not in changes:
        changes["places"] = (PlaceFields(MunicipalityFactory(population=225_251).pk),)
    return replace(READY, **changes)


def draft(**changes: Any) -> Practice:
    """A complete draft."""
    return write_draft(None, ready_fields(**changes), someone(Role.CONTENT_EDITOR), timezone.now())


def live(**changes: Any) -> Practice:
    """A practice strangers may read."""
    return publish_practice(draft(**changes), someone(Role.CONTENT_EDITOR), timezone.now())
