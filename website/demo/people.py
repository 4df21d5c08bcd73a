"""The demo's people: invented names in real places, posts of today and before, six pairs that are one person each."""
from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from people.actions.find_duplicates import propose
from people.actions.write_person import create_person
from people.actions.write_post import add_post
from people.fieldsets import PersonFields, PostFields
from people.models import Person, PostCategory
from territories.models import Municipality

PEOPLE = 170
FAMILIES = (
    "Кедров", "Вершинин", "Лосев", "Рубцов", "Сотников", "Черкашин", "Берестов", "Озеров", "Пахомов", "Туманов", "Яблочков", "Полозов",
    "Снежин", "Хмелёв", "Заболотин", "Ключарёв", "Листвин",
)
MEN = ("Игнат", "Лаврентий", "Арсений", "Демьян", "Влас", "Тихон", "Савва", "Ермолай", "Макар", "Платон")
WOMEN = ("Аглая", "Мирослава", "Стефания", "Пелагея", "Есения", "Агния", "Ульяна", "Серафима", "Таисия", "Василиса")
FATHERS = ("Савельев", "Ильин", "Тихонов", "Глебов", "Нилов", "Львов", "Артёмов", "Олегов", "Маратов", "Юрьев")
POSTS = (
    ("Заместитель главы по ЖКХ", PostCategory.DEPUTY), ("Первый заместитель главы", PostCategory.DEPUTY),
    ("Начальник управления экономики", PostCategory.DEPARTMENT_HEAD), ("Заместитель главы по социальным вопросам", PostCategory.DEPUTY),
    ("Глава округа", PostCategory.HEAD), ("Начальник отдела архитектуры", PostCategory.DEPARTMENT_HEAD),
    ("Начальник финансового управления", PostCategory.DEPARTMENT_HEAD),
)
TWINS = (
    {"family": "Хмелев"}, {"birth_date": None, "email": ""}, {"given": "Пелагя"}, {"patronymic": "", "email": ""},
    {"family": "Крутова", "email": ""}, {"birth_date": "swapped"},
)
ORIGINALS = (
    PersonFields("Хмелёв", "Демьян", "Артёмович", date(1981, 3, 9), "m", "d.hmelev@demo.invalid"),
    PersonFields("Заболотина", "Ульяна", "Ниловна", date(1977, 11, 2), "f", "u.zabolotina@demo.invalid"),
    PersonFields("Ключарёва", "Пелагея", "Олеговна", date(1985, 6, 24), "f", "p.klyucharyova@demo.invalid"),
    PersonFields("Листвин", "Макар", "Юрьевич", date(1979, 9, 15), "m", "m.listvin@demo.invalid"),
    PersonFields("Снежина", "Таисия", "Львовна", date(1983, 1, 30), "f", "t.snezhina@demo.invalid"),
    PersonFields("Полозов", "Ермолай", "Ильич", date(1980, 4, 11), "m", "e.polozov@demo.invalid"),
)


@transaction.atomic
def seed_people(at: datetime) -> None:
    """Everybody with posts, then the second rows of six of them; nothing when anybody is there."""
    if Person.objects.exists():
        return
    places = list(Municipality.objects.filter(valid_to=None, demo=False).order_by("pk").exclude(territory__name="")[: PEOPLE * 7: 7])
    if not places:
        return
    made = [person for place, fields in enumerate((*ORIGINALS, *invented())) if (person := employed(fields, place, places, at))]
    twins = [create_person(twin(number), None, at) for number in range(len(TWINS))]
    for person, town in zip(twins, places[10:], strict=False):
        add_post(person, PostFields("Заместитель главы", PostCategory.DEPUTY, municipality=town, started_on=date(2021, 2, 1)), None, at)
    propose(made, at)
    propose(twins, at)


def invented() -> list[PersonFields]:
    """Names put together so that no two are alike by more than the family name."""
    people = []
    for place in range(PEOPLE - len(ORIGINALS)):
        is_woman, family = place % 2 == 1, FAMILIES[place % len(FAMILIES)]
        given = (WOMEN if is_woman else MEN)[place // len(FAMILIES)]
        father = FATHERS[(place * 3 + place // len(FAMILIES)) % len(FATHERS)]
        people.append(PersonFields(
            family + ("а" if is_woman else ""), given, patronymic(father, is_woman), date(1968 + place * 7 % 25, 1 + place * 5 % 12, 1 + place * 11 % 28),
            "f" if is_woman else "m", f"person{place}@demo.invalid", f"+7 900 000-{place // 100:02d}-{place % 100:02d}",
        ))
    return people


def patronymic(father: str, is_woman: bool) -> str:
    """«Савельев» makes Савельевич and Савельевна; Илья makes Ильич and Ильинична."""
    if father == "Ильин":
        return "Ильинична" if is_woman else "Ильич"
    return father + ("на" if is_woman else "ич")


def twin(number: int) -> PersonFields:
    """The same person entered once more, with a slip."""
    fields, changes = {**ORIGINALS[number].__dict__}, dict(TWINS[number])
    if changes.get("birth_date") == "swapped":
        born = ORIGINALS[number].birth_date
        assert born is not None
        changes["birth_date"] = date(born.year, born.day, born.month)  # type: ignore[assignment]
    return PersonFields(**{**fields, **changes})


def employed(fields: PersonFields, place: int, towns: list[Municipality], at: datetime) -> Person:
    """A person with the post of today and, every other one, the one before."""
    person, town, (title, category) = create_person(fields, None, at), towns[place % len(towns)], POSTS[place % len(POSTS)]
    since = date(2017 + place % 8, 1 + place % 12, 1)
    add_post(person, PostFields(
        title, category, municipality=town, started_on=since, is_managerial=True, subordinates=5 + place * 13 % 240,
        budget_krub=Decimal(12_000 + place * 7_310 % 900_000),
    ), None, at)
    if place % 2:
        add_post(person, PostFields(
            "Главный специалист", PostCategory.OTHER, municipality=town, started_on=date(since.year - 5, 4, 1), ended_on=date(since.year - 1, 11, 30),
        ), None, at)
    return person
