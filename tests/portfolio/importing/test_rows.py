"""The row rule: each cell with its cause."""
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.roles import Role
from ops.imports.limits import FileProblem
from ops.imports.table import SourceRow
from ops.imports.values import Formula
from portfolio.actions.draft import write_draft
from portfolio.fields import IndicatorFields, PlaceFields
from portfolio.importing.build import guessed_direction
from portfolio.importing.checker import PracticeChecker
from portfolio.importing.columns import BY_KEY, COLUMNS
from portfolio.importing.hints import hint
from portfolio.importing.layout import FileMap, layout_of
from portfolio.importing.lookups import Lookups
from portfolio.importing.serial import from_json, to_json
from portfolio.importing.shown import shown
from portfolio.importing.words import TEXTS, words
from tests.factories.taxonomy import NationalProjectFactory
from tests.factories.territories import MunicipalityFactory, RegionFactory
from tests.people import someone
from tests.portfolio.importing.tables import GOOD, places

TODAY = date(2026, 5, 1)
HEADERS = [column.header for column in COLUMNS]


def check(*rows, foreign=None):
    """Rows as dicts by header → words of the rule; row 2 is the first."""
    layout, _columns = layout_of(dict(enumerate(HEADERS)), 1, foreign)
    sources = [SourceRow(n, {HEADERS.index(name): value for name, value in row.items() if value != ""}) for n, row in enumerate(rows, start=2)]
    return PracticeChecker(layout, "файл", TODAY).check(sources)


def said(checked):
    """(level, column, code) without what publication will ask for."""
    return [(message.level, message.column, message.code) for message in checked.messages if message.level != "info"]


@pytest.mark.parametrize(("header", "value", "code"), [
    ("Название", "", "required"), ("Вид", "", "required"), ("Отрасль", "", "required"), ("Стадия", "", "required"),
    ("Название", "а" * 151, "too_long"), ("Краткое название", "а" * 41, "too_long"), ("Аннотация", "а" * 601, "too_long"),
    ("Вид", "Чудо", "unknown_choice"), ("Стадия", "Скоро", "unknown_choice"), ("Направление 1", "куда-нибудь", "unknown_choice"),
    ("Отрасль", "Полёты", "unknown_sector"), ("Отрасль", "WST.cont", "unknown_sector"), ("Подотрасли", "WST", "unknown_subsector"),
    ("Подотрасли", "WST.cont; WST.нет", "unknown_subsector"), ("Национальный проект", "Нет такого", "unknown_project"),
    ("Начало", "31.02.2024", "no_such_date"), ("Начало", "2024", "only_year"), ("Начало", "давно", "not_date"), ("Начало", "01.01.1989", "far"),
    ("Начало", "01.01.2042", "far"), ("Стало, дата 1", "02.05.2026", "future"), ("Окончание", "31.08.2023", "end_before_start"),
    ("Было 1", "94 дня, стало 31", "many_numbers"), ("Было 1", "много", "not_number"), ("Было 1", Decimal(10) ** 12, "too_big"),
    ("Местный бюджет, тыс. руб.", "-1", "negative"), ("Учебный пример", "наверное", "not_yes_no"), ("Цель", Formula("=A1"), "formula"),
    ("Показатель 1", "", "indicator_nameless"), ("Другие муниципалитеты", "Бор", "share_missing"), ("Другие муниципалитеты", "Бор 100 %", "shares"),
    ("Другие муниципалитеты", "Бор 0 %", "shares"), ("Другие муниципалитеты", "Нигдеевск 30 %", "unknown_place"),
    ("Другие муниципалитеты", "Дзержинск 30 %", "place_twice"), ("Другие муниципалитеты", "Бор 30 %; 22712000 20 %", "place_twice"),
    ("ОКТМО", Formula("=1"), "formula"), ("Другие муниципалитеты", Formula("=1"), "formula"),
])
def test_cell_is_refused_with_its_cause(db, header, value, code):
    places()
    [checked] = check({**GOOD, header: value})
    assert checked.outcome == "refuse"
    assert (code, BY_KEY_OF[header]) in [(message.code, message.column) for message in checked.messages if message.level == "error"]


BY_KEY_OF = {column.header: key for key, column in BY_KEY.items()}


@pytest.mark.parametrize(("header", "value"), [
    ("Вид", "процесс"), ("Вид", "process"), ("Вид", "УПРАВЛЕНЧЕСКАЯ МОДЕЛЬ"), ("Стадия", "внедрена, отчет сдан"), ("Стадия", "reported"),
    ("Отрасль", "trn"), ("Подотрасли", "WST.cont, HCS.acc"), ("Начало", date(2023, 9, 1)), ("Стало, дата 1", "01.05.2026"),
    ("Название", "а" * 150), ("Краткое название", "а" * 40), ("Аннотация", "а" * 600), ("Начало", "01.01.1990"), ("Местный бюджет, тыс. руб.", "0"),
    ("Другие муниципалитеты", "Бор 99,9 %"), ("Учебный пример", True), ("Было 1", Decimal("0.1") + Decimal("0.2")), ("Окончание", "01.09.2023"),
])
def test_cell_at_its_limit_or_in_other_writing_is_taken(db, header, value):
    places()
    [checked] = check({**GOOD, header: value})
    assert (checked.outcome, said(checked)) == ("create", [])


def test_zero_and_blank_are_different(db):
    places()
    [zero, blank] = check({**GOOD, "Местный бюджет, тыс. руб.": "0", "Было 1": "0"}, {**GOOD, "Код": "2", "Местный бюджет, тыс. руб.": "", "Было 1": ""})
    fields = [from_json(dict(one.values["fields"])) for one in (zero, blank)]
    assert [[line.amount_krub for line in one.budget] for one in fields] == [[Decimal(0)], []]
    assert [one.indicators[0].baseline for one in fields] == [Decimal(0), None]


def test_unknown_place_says_what_it_looks_like(db):
    places()
    [checked] = check({**GOOD, "Муниципалитет": "Дзержинскй", "ОКТМО": ""})
    message = checked.messages[0]
    assert (message.cell, checked.place) == ("H2", "«Дзержинскй»")
    assert words(message.code, message.params) == (
        "Муниципалитета «Дзержинскй» нет в справочнике. Проверьте написание или укажите ОКТМО. "
        "Похоже на: Дзержинск, Нижегородская область, ОКТМО 22721000."
    )


def test_namesakes_need_region_or_oktmo(db):
    places()
    MunicipalityFactory(name="Бор", region=RegionFactory(name="Тульская область"), oktmo="70712000")
    ambiguous, told = check({**GOOD, "Муниципалитет": "Бор", "ОКТМО": ""}, {**GOOD, "Код": "2", "Муниципалитет": "Бор, Тульская область", "ОКТМО": ""})
    assert (said(ambiguous), told.place) == ([("error", "place", "ambiguous_place")], "Бор, Тульская область")


def test_oktmo_decides_and_says_what_it_repaired(db):
    places()
    MunicipalityFactory(name="Пятигорск", region=RegionFactory(name="Ставропольский край"), oktmo="07727000")
    repaired, other = check({**GOOD, "Муниципалитет": "Пятигорск", "ОКТМО": Decimal(7727000)}, {**GOOD, "Код": "2", "Муниципалитет": "Бор"})
    assert (repaired.place, said(repaired)) == ("Пятигорск, Ставропольский край", [("warning", "oktmo", "oktmo_repaired")])
    assert (other.place, said(other)) == ("Дзержинск, Нижегородская область", [("warning", "oktmo", "place_differs")])


def test_place_by_oktmo_alone_is_enough(db):
    places()
    assert said(check({**GOOD, "Муниципалитет": ""})[0]) == []
    assert said(check({**GOOD, "Муниципалитет": "", "ОКТМО": ""})[0]) == [("error", "place", "required")]


def test_other_places_take_their_shares_and_leave_the_rest_to_the_main_one(db):
    town, bor = places()
    [checked] = check({**GOOD, "Другие муниципалитеты": "22712000 30,5 %"})
    assert from_json(dict(checked.values["fields"])).places == (PlaceFields(town.pk, "", Decimal("69.5")), PlaceFields(bor.pk, "", Decimal("30.5")))


def test_key_repeated_in_the_file_is_refused_with_both_cells(db):
    places()
    no_code = {**GOOD, "Код": ""}
    first, second, third, fourth = check(GOOD, {**GOOD, "Название": "Другое"}, no_code, {**no_code, "Название": "АВТОБУС в новый район"})
    assert [one.outcome for one in (first, second, third, fourth)] == ["create", "refuse", "create", "refuse"]
    assert [(one.messages[0].cell, one.messages[0].params["first"]) for one in (second, fourth)] == [("A3", "A2"), ("B5", "B4")]


def test_key_without_code_follows_title_place_and_start(db):
    places()
    base = {**GOOD, "Код": ""}
    keys = [one.key for one in check(base, {**base, "Начало": "02.09.2023"}, {**base, "Муниципалитет": "Бор", "ОКТМО": ""}, {**base, "Название": "Другое"})]
    assert len(set(keys)) == 4 and all(key.startswith("#") for key in keys)
    assert check({**base, "Начало": "когда-то"})[0].key == ""


def test_rounding_is_told(db):
    places()
    assert said(check({**GOOD, "Было 1": "1,23456", "Грант, тыс. руб.": "0,06"})[0]) == [
        ("warning", "ind1.baseline", "rounded"), ("warning", "budget.grant", "rounded"),
    ]


def test_national_project_is_of_the_years_of_the_start(db):
    places()
    NationalProjectFactory(code="city-2019", name="Город", year_from=2019, year_to=2024)
    NationalProjectFactory(code="city-2025", name="Город", year_from=2025)
    old, new = check({**GOOD, "Национальный проект": "Город"}, {**GOOD, "Код": "2", "Национальный проект": "Город", "Начало": "01.02.2025", "Окончание": ""})
    ids = [from_json(dict(one.values["fields"])).national_project_id for one in (old, new)]
    assert ids[0] != ids[1]


@pytest.mark.parametrize(("baseline", "target", "actual", "direction"), [
    (94, 30, None, "down"), (10, 30, None, "up"), (10, None, 30, "up"), (10, None, None, "down"), (None, 5, 6, "down"),
])
def test_direction_that_nobody_said_is_told_by_the_figures(baseline, target, actual, direction):
    figures = {name: None if value is None else Decimal(value) for name, value in {"baseline": baseline, "target": target, "actual": actual}.items()}
    assert guessed_direction(IndicatorFields("а", **figures)) == direction


def test_fields_survive_json_and_are_shown_by_columns(db):
    places()
    [checked] = check({**GOOD, "Другие муниципалитеты": "Бор 20 %", "Подотрасли": "WST.cont; HCS.acc"})
    fields = from_json(dict(checked.values["fields"]))
    assert from_json(to_json(fields)) == fields
    cells = shown(fields, Lookups())
    assert (cells["place"], cells["others"], cells["subsectors"], cells["ind1.direction"], cells["budget.local"], cells["budget.grant"]) == (
        "Дзержинск, Нижегородская область", "Бор, Нижегородская область 20 %", "HCS.acc; WST.cont", "меньше лучше", Decimal("1240.5"), None,
    )
    assert set(cells) == {column.key for column in COLUMNS} - {"code", "oktmo"}


def test_fourth_indicator_and_other_lines_stay(db):
    places()
    by = someone(Role.CONTENT_EDITOR)
    [first] = check(GOOD)
    fields = from_json(dict(first.values["fields"]))
    more = tuple(IndicatorFields(f"Показатель {n}", "штука") for n in (2, 3, 4))
    write_draft(None, replace(fields, indicators=(*fields.indicators, *more)), by, now())
    [again] = check({**GOOD, "Показатель 2": "Другой", "Единица 2": "штука"})
    names = [row.name for row in from_json(dict(again.values["fields"])).indicators]
    assert names == ["Срок согласования", "Другой", "Показатель 4"]
    assert said(again)[:2] == [("change", "ind2.name", "changed"), ("change", "ind3.name", "changed")]


def test_sql_of_the_rule_does_not_grow_with_new_rows(db):
    places()
    layout, _columns = layout_of(dict(enumerate(HEADERS)), 1)

    def rows(count):
        return [SourceRow(n, {HEADERS.index(name): value for name, value in {**GOOD, "Код": f"К{n}"}.items() if value}) for n in range(2, 2 + count)]

    counts = []
    for count in (1, 1, 100):
        with CaptureQueriesContext(connection) as queries:
            PracticeChecker(layout, "файл", TODAY).check(rows(count))
        counts.append(len(queries))
    assert counts[1:] == [6, 6]  # the first one also reads the list of names


@pytest.mark.parametrize(("headers", "code"), [
    (["Название", "название *", "Вид"], "column_twice"), (["Название"], "columns_missing"), (["Название", "Вид", "Отрасль", "Стадия"], "columns_missing"),
])
def test_headers_that_will_not_do(headers, code):
    with pytest.raises(FileProblem) as caught:
        layout_of(dict(enumerate(headers)), 1)
    assert caught.value.code == code


def test_unknown_columns_are_reported_and_order_is_free():
    layout, columns = layout_of(dict(enumerate(["Моё", "СТАДИЯ", "Вид *", "Отрасль", "ОКТМО", "Название*"])), 3)
    assert [(column.letters, column.key) for column in columns] == [
        ("A", ""), ("B", "stage"), ("C", "kind"), ("D", "sector"), ("E", "oktmo"), ("F", "title"),
    ]
    assert layout.address("title", 7) == "F7"


def test_map_whose_headers_are_not_there_is_told():
    with pytest.raises(FileProblem) as caught:
        layout_of({0: "name"}, 1, FileMap({"name": "title"}, {"cost": "0.001"}, {"kind": "process"}, ("id",)))
    assert (caught.value.code, caught.value.params) == ("columns_missing", {"headers": ["cost", "id"]})


def test_every_column_has_a_hint_and_every_code_its_words():
    assert [column.key for column in COLUMNS if not hint(column)] == []
    params = {name: "1" for name in ("value", "after", "limit", "length", "first", "last", "choices", "cells", "start", "number", "header")}
    assert [code for code in TEXTS if not words(code, {**params, "gaps": ["annotation"]})] == []
    assert words("changed", {}) == ""
