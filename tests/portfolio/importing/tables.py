"""Files of practices for tests."""
from __future__ import annotations

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ops.imports.take import take_file
from ops.outbox import drain_all
from tests.factories.territories import MunicipalityFactory, RegionFactory

GOOD = {
    "Код": "УП-1", "Название": "Автобус в новый район", "Краткое название": "Автобус", "Аннотация": "Маршрут согласуют за месяц.", "Вид": "Процесс",
    "Отрасль": "TRN", "Подотрасли": "", "Муниципалитет": "Дзержинск", "ОКТМО": "22721000", "Стадия": "Результат проверен", "Начало": "01.09.2023",
    "Окончание": "30.06.2024", "Проблема": "Ждали пять месяцев.", "Цель": "", "Решение": "Смотрят вместе.", "Показатель 1": "Срок согласования",
    "Единица 1": "рабочий день", "Направление 1": "меньше лучше", "Было 1": "94", "Было, дата 1": "30.12.2022", "План 1": "30", "Стало 1": "31,5",
    "Местный бюджет, тыс. руб.": "1 240,5", "Учебный пример": "да",
}


def places():
    """Two municipalities of one region."""
    region = RegionFactory(name="Нижегородская область", oktmo2="22")
    town = MunicipalityFactory(name="Дзержинск", region=region, oktmo="22721000")
    bor = MunicipalityFactory(name="Бор", region=region, oktmo="22712000")
    return town, bor


def csv_text(rows, delimiter=";"):
    """Rows as dicts → CSV; the columns are those of the first row, then new ones as they come."""
    headers = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, headers, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def upload(rows, name="практики.csv"):
    """An upload of these rows."""
    return SimpleUploadedFile(name, csv_text(rows).encode())


def checked(rows, by, **options):
    """A batch of these rows after its dry run."""
    return drained(take_file("practices", upload(rows), by, timezone.now(), **options))


def drained(batch):
    """The batch after all that is owed."""
    drain_all()
    batch.refresh_from_db()
    return batch


def outcomes(batch):
    """(row, outcome, [(level, cell, code)]) of every row."""
    return [
        (row.number, row.outcome, [(m["level"], m.get("cell", ""), m["code"]) for m in row.messages if m["level"] != "info"])
        for row in batch.rows.order_by("number")
    ]


def states(batch):
    """State by row number."""
    return dict(batch.rows.order_by("number").values_list("number", "state"))
