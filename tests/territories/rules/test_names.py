"""Names compared, spelt in Latin letters, and said the way a person would."""
import pytest

from territories.rules.display import OfficialName, shown_name
from territories.rules.kinds import Kind
from territories.rules.names import Oktmo, bare, bare_region, read_oktmo, words
from territories.rules.spelling import in_latin, slug_of


@pytest.mark.parametrize(("text", "found"), [
    ("Орёл-Изумруд", ("орел", "изумруд")), ("Белорецкий р-н", ("белорецкий", "район")), ("Беловский г.о.", ("беловский", "го")),
    ("м. р. Печора", ("мр", "печора")), ("округ № 7", ("округ", "7")), ("", ()), ("«»", ()), ("ЗАТО «Мирный»", ("зато", "мирный")),
])
def test_words_are_lower_case_without_punctuation(text, found):
    assert words(text) == found


@pytest.mark.parametrize(("text", "found"), [
    ("городской округ город Дзержинск", "дзержинск"), ("г. Дзержинск", "дзержинск"), ("Белорецкий муниципальный район", "белорецкий"),
    ("Город", "город"), ("", ""), ("внутригородская территория города федерального значения муниципальный округ № 7", "7"),
])
def test_bare_leaves_what_names_the_place(text, found):
    assert bare(text) == found


@pytest.mark.parametrize(("text", "found"), [
    ("Нижегородская обл.", "нижегородская"), ("Ямало-Ненецкий АО", "ямало ненецкий"), ("Кемеровская область — Кузбасс", "кемеровская"),
    ("г. Москва", "москва"), ("Респ. Коми", "коми"), ("Область", "область"),
])
def test_bare_region_leaves_what_names_the_region(text, found):
    assert bare_region(text) == found


@pytest.mark.parametrize(("text", "found"), [
    ("07727000", Oktmo("07727000")), ("7727000", Oktmo("07727000", repaired=True)), ("07727000001", Oktmo("07727000")),
    ("7727000001", Oktmo("07727000", repaired=True)), ("07-727-000", Oktmo("07727000")), ("7727000.0", Oktmo("07727000", repaired=True)),
    ("772700", None), ("077270000", None), ("0772700", None), ("077270000012", None), ("", None), ("abc", None), ("٠٧٧٢٧٠٠٠", None),
])
def test_read_oktmo_lengths_and_the_lost_zero(text, found):
    assert read_oktmo(text) == found


@pytest.mark.parametrize(("text", "latin"), [
    ("Дзержинск", "Dzerzhinsk"), ("Елабужский", "Yelabuzhsky"), ("Ефремов", "Yefremov"), ("Орёл", "Oryol"), ("Щёлково", "Shcholkovo"),
    ("Набережные Челны", "Naberezhnye Chelny"), ("Йошкар-Ола", "Yoshkar-Ola"), ("Съёмки", "Syomki"), ("Юрьев-Польский", "Yuryev-Polsky"),
    ("№ 7", "№ 7"), ("", ""), ("Грозный", "Grozny"), ("Ёлкино", "Yolkino"),
])
def test_in_latin_follows_the_rule(text, latin):
    assert in_latin(text) == latin


@pytest.mark.parametrize(("text", "slug"), [
    ("Белорецкий район", "beloretskiy-rayon"), ("округ № 7", "okrug-7"), ("  Орёл!  ", "orel"), ("Саха (Якутия)", "sakha-yakutiya"), ("", ""),
])
def test_slug_of_is_plain_ascii(text, slug):
    assert slug_of(text) == slug


@pytest.mark.parametrize(("official", "ru", "en"), [
    (OfficialName(Kind.CITY_OKRUG, "городской округ город Дзержинск", "г Дзержинск"), "Дзержинск", "Dzerzhinsk"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ город-курорт Сочи", "г Сочи"), "Сочи", "Sochi"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ ЗАТО поселок Горный", "п Горный"), "Горный", "Gorny"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Вилючинский ЗАТО", "г Вилючинск", town_share=1.0), "Вилючинск", "Vilyuchinsk"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Корсаковский", "г Корсаков", town_share=0.899), "Корсаковский округ", "Korsakovsky Okrug"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Копейский", "г Копейск", town_share=0.9), "Копейск", "Kopeysk"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Корсаковский", "г Корсаков"), "Корсаковский округ", "Korsakovsky Okrug"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Кемеровский", "г Кемерово", True), "Кемерово", "Kemerovo"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Беловский", "г Белово", shares_name=True), "Белово", "Belovo"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Березовский", "г Берёзовский"), "Березовский", "Berezovsky"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Красноуфимский округ", "г Красноуфимск"), "Красноуфимский округ", "Krasnoufimsky Okrug"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ Алапаевское", "г Алапаевск"), "Алапаевское", "Alapayevskoye"),
    (OfficialName(Kind.CITY_OKRUG, "городской округ рабочий поселок (поселок городского типа) Прогресс", "рп Прогресс"), "Прогресс", "Progress"),
    (OfficialName(Kind.MUN_OKRUG, "Лысковский муниципальный округ", "г Лысково", town_share=1.0), "Лысковский округ", "Lyskovsky Okrug"),
    (OfficialName(Kind.MUN_OKRUG, "муниципальный округ Ленинск-Кузнецкий", "г Ленинск-Кузнецкий"), "Ленинск-Кузнецкий округ", "Leninsk-Kuznetsky Okrug"),
    (OfficialName(Kind.MUN_OKRUG, "муниципальный округ город Апатиты", "г Апатиты"), "Апатиты", "Apatity"),
    (OfficialName(Kind.MUN_OKRUG, "муниципальный округ Завьяловский район", "с Завьялово"), "Завьяловский район", "Zavyalovsky District"),
    (OfficialName(Kind.MUN_DISTRICT, "Белорецкий муниципальный район", "г Белорецк"), "Белорецкий район", "Beloretsky District"),
    (OfficialName(Kind.MUN_DISTRICT, "муниципальный район имени Лазо", "рп Переяславка"), "район имени Лазо", "Lazo District"),
    (OfficialName(Kind.MUN_DISTRICT, "муниципальный район город Нерехта и Нерехтский район", "г Нерехта"), "Нерехта и Нерехтский район",
     "Nerekhta and Nerekhtsky District"),
    (OfficialName(Kind.INNER_CITY, "внутригородская территория города федерального значения муниципальный округ № 7"), "округ № 7", "Okrug No. 7"),
    (OfficialName(Kind.INNER_CITY, "внутригородская территория города федерального значения муниципальный округ округ Петровский"), "Петровский",
     "Petrovsky"),
    (OfficialName(Kind.INNER_CITY, 'внутригородская территория города федерального значения поселение Мосрентген""'), "Мосрентген", "Mosrentgen"),
])
def test_shown_name_is_what_a_person_would_say(official, ru, en):
    shown = shown_name(official)
    assert (shown.ru, shown.en) == (ru, en)
