"""Russian units agree with their number: «31 рабочий день», «47 рабочих дней», «2,5 минуты». Pure rules and a table of nouns."""
from __future__ import annotations

from decimal import Decimal

# one word each: nominative, genitive singular (also for fractions), genitive plural
NOUNS = """
автобус автобуса автобусов; адрес адреса адресов; акт акта актов; балл балла баллов; вакансия вакансии вакансий; визит визита визитов;
встреча встречи встреч; гектар гектара гектаров; гигакалория гигакалории гигакалорий; год года лет; группа группы групп; двор двора дворов;
день дня дней; деревня деревни деревень; дерево дерева деревьев; дефект дефекта дефектов; договор договора договоров;
документ документа документов; дом дома домов; жалоба жалобы жалоб; житель жителя жителей; завал завала завалов; занятие занятия занятий;
заявка заявки заявок; заявление заявления заявлений; звонок звонка звонков; здание здания зданий; камера камеры камер;
квартира квартиры квартир; килограмм килограмма килограммов; километр километра километров; колодец колодца колодцев;
команда команды команд; контракт контракта контрактов; маршрут маршрута маршрутов; мастерская мастерской мастерских;
машина машины машин; место места мест; месяц месяца месяцев; метр метра метров; миллион миллиона миллионов; миллиард миллиарда миллиардов;
минута минуты минут; муниципалитет муниципалитета муниципалитетов; неделя недели недель; ночёвка ночёвки ночёвок; обращение обращения обращений;
объект объекта объектов; организация организации организаций; остановка остановки остановок; отключение отключения отключений;
пассажир пассажира пассажиров; площадка площадки площадок; подпись подписи подписей; поездка поездки поездок; посещение посещения посещений;
предприятие предприятия предприятий; проезд проезда проездов; проект проекта проектов; производитель производителя производителей;
прорыв прорыва прорывов; пункт пункта пунктов; разрыв разрыва разрывов; раскопка раскопки раскопок; ребёнок ребёнка детей; рейс рейса рейсов;
ремонт ремонта ремонтов; решение решения решений; рубль рубля рублей; секунда секунды секунд; семья семьи семей; случай случая случаев;
соглашение соглашения соглашений; сообщение сообщения сообщений; сутки суток суток; территория территории территорий; тонна тонны тонн;
точка точки точек; тысяча тысячи тысяч; услуга услуги услуг; участник участника участников; участок участка участков;
час часа часов; человек человека человек; шаг шага шагов; школа школы школ; экземпляр экземпляра экземпляров; этап этапа этапов
"""
FORMS: dict[str, tuple[str, str]] = {one: (few, many) for one, few, many in (row.split() for row in NOUNS.split(";"))}
SIGNS = {"процент": "%"}
ADJECTIVES = (  # ending, genitive singular, genitive plural; the soft ones first
    ("чий", "чего", "чих"), ("щий", "щего", "щих"), ("жий", "жего", "жих"), ("ший", "шего", "ших"), ("кий", "кого", "ких"), ("гий", "гого", "гих"),
    ("ний", "него", "них"), ("чее", "чего", "чих"), ("щее", "щего", "щих"), ("нее", "него", "них"), ("чая", "чей", "чих"), ("кая", "кой", "ких"),
    ("няя", "ней", "них"), ("ый", "ого", "ых"), ("ой", "ого", "ых"), ("ое", "ого", "ых"), ("ая", "ой", "ых"),
)
MANY_FROM, MANY_TO = 11, 14


def counted(unit: str, number: Decimal | float | None) -> str:
    """The unit, given in the nominative singular, as it stands after the number; unchanged when its noun is not known or there is no number.

    What follows the noun stays: «жалоба в месяц» → «жалоб в месяц».
    """
    words = unit.split()
    at = next((nth for nth, word in enumerate(words) if word in FORMS or word in SIGNS), None)
    if number is None or at is None or any(adjective(word) is None for word in words[:at]):
        return unit
    if words[at] in SIGNS:
        return " ".join([SIGNS[words[at]], *words[at + 1:]]) if at == 0 else unit
    form = form_of(number)
    if form == 0:
        return unit
    few, many = FORMS[words[at]]
    return " ".join([*(adjective_form(word, number) for word in words[:at]), (few, many)[form - 1], *words[at + 1:]])


def form_of(number: Decimal | float) -> int:
    """0 for 1, 21, 31 …; 1 for 2–4, 22–24 … and for fractions; 2 for the rest."""
    value = abs(Decimal(str(number)))
    if value != value.to_integral_value():
        return 1
    whole = int(value)
    if MANY_FROM <= whole % 100 <= MANY_TO or whole % 10 == 0 or whole % 10 >= 5:
        return 2
    return 0 if whole % 10 == 1 else 1


def adjective(word: str) -> tuple[str, str] | None:
    """Genitive singular and plural of an adjective, None for a word that is none."""
    for ending, singular, plural in ADJECTIVES:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            return stem + singular, stem + plural
    return None


def adjective_form(word: str, number: Decimal | float) -> str:
    """«рабочих» after a whole number, «рабочего» after a fraction."""
    singular, plural = adjective(word) or (word, word)
    value = Decimal(str(number))
    return plural if value == value.to_integral_value() else singular
