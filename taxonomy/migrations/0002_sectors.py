"""The eleven sectors with their second level. Codes never change; names may be edited in the admin afterwards."""
from django.db import migrations

SECTORS = [
    ("HCS", "ЖКХ", "Жилищно-коммунальное хозяйство", "Housing and utilities", [
        ("heat", "Теплоснабжение", "Heating"),
        ("water", "Водоснабжение и водоотведение", "Water and sewerage"),
        ("power", "Электросети и освещение", "Power networks and lighting"),
        ("mkd", "Управление многоквартирными домами", "Management of apartment buildings"),
        ("capr", "Капитальный ремонт", "Major repairs"),
        ("acc", "Аварии, ЕДДС", "Accidents and dispatch"),
        ("tariff", "Тарифы, учёт, долги", "Tariffs, metering, debts"),
    ]),
    ("TRN", "Транспорт", "Транспортное обслуживание", "Transport", [
        ("bus", "Маршруты", "Routes"),
        ("road", "Содержание и ремонт дорог", "Road upkeep and repair"),
        ("safe", "Безопасность дорожного движения", "Road safety"),
        ("park", "Парковки", "Parking"),
        ("log", "Логистика и грузы", "Logistics and freight"),
        ("walk", "Пешеходы и велосипеды", "Walking and cycling"),
    ]),
    ("IMP", "Благоустройство", "Благоустройство территорий", "Public realm", [
        ("yard", "Дворы", "Courtyards"),
        ("park", "Парки и набережные", "Parks and embankments"),
        ("green", "Озеленение", "Greening"),
        ("play", "Детские и спортивные площадки", "Playgrounds and sports grounds"),
        ("light", "Освещение", "Street lighting"),
        ("model", "Комплексные модели", "Integrated models"),
        ("herit", "Наследие", "Heritage"),
    ]),
    ("SOC", "Социальная поддержка", "Социальная поддержка населения", "Social support", [
        ("poor", "Малоимущие", "People on low incomes"),
        ("old", "Старшее поколение", "Older people"),
        ("disab", "Инвалиды, доступная среда", "Disabled people, accessibility"),
        ("fam", "Семья", "Families"),
        ("vet", "Ветераны", "Veterans"),
        ("anim", "Бездомные животные", "Stray animals"),
    ]),
    ("WST", "Отходы и уборка", "Обращение с твёрдыми коммунальными отходами, уборка мусора", "Waste and cleaning", [
        ("cont", "Контейнерные площадки", "Container sites"),
        ("sort", "Раздельный сбор", "Separate collection"),
        ("dump", "Свалки", "Dumps"),
        ("snow", "Уборка, снег", "Street cleaning and snow"),
        ("bulk", "Крупногабаритные отходы", "Bulky waste"),
        ("reg", "Региональный оператор", "Regional operator"),
    ]),
    ("YTH", "Дети и молодёжь", "Дети и молодёжь", "Children and youth", [
        ("edu", "Школы и детские сады", "Schools and kindergartens"),
        ("extra", "Дополнительное образование", "Extracurricular education"),
        ("youth", "Молодёжная политика", "Youth policy"),
        ("sum", "Отдых и занятость", "Holidays and jobs"),
        ("safe", "Безопасность детей", "Safety of children"),
    ]),
    ("MHF", "Муниципальный жилфонд", "Муниципальный жилищный фонд", "Municipal housing", [
        ("reg", "Учёт и распределение", "Register and allocation"),
        ("emerg", "Аварийное жильё, переселение", "Unsafe housing and resettlement"),
        ("rent", "Наём", "Renting"),
        ("orph", "Жильё детям-сиротам", "Housing for orphans"),
        ("priv", "Приватизация", "Privatisation"),
    ]),
    ("INV", "Инвестиции", "Привлечение инвестиций", "Investment", [
        ("std", "Инвестиционный стандарт", "Investment standard"),
        ("site", "Инвестиционные площадки", "Investment sites"),
        ("ppp", "ГЧП и МЧП", "Public-private partnership"),
        ("sme", "Малый и средний бизнес", "Small and medium business"),
        ("mono", "Диверсификация моногородов", "Diversifying single-industry towns"),
        ("exp", "Экспорт", "Export"),
    ]),
    ("DEV", "Развитие территорий", "Развитие территорий", "Territorial development", [
        ("strat", "Стратегия", "Strategy"),
        ("plan", "Генплан, ПЗЗ, КРТ", "Master plan and zoning"),
        ("rural", "Сельские территории", "Rural areas"),
        ("tour", "Туризм", "Tourism"),
        ("brand", "Бренд территории", "Place brand"),
        ("aggl", "Агломерация", "Agglomeration"),
    ]),
    ("SRV", "Муниципальные услуги", "Предоставление муниципальных услуг", "Municipal services", [
        ("mfc", "МФЦ и Госуслуги", "Service centres and the state portal"),
        ("proc", "Регламенты, сокращение сроков", "Procedures and shorter terms"),
        ("dig", "Цифровые услуги", "Digital services"),
        ("proc44", "Закупки", "Procurement"),
        ("hr", "Кадры", "Staff"),
    ]),
    ("DLG", "Диалог с жителями", "Взаимодействие с жителями", "Dialogue with residents", [
        ("app", "Обращения, ПОС", "Requests and feedback"),
        ("tos", "ТОС, старосты", "Self-government of neighbourhoods, village elders"),
        ("ib", "Инициативное бюджетирование", "Participatory budgeting"),
        ("media", "Социальные сети", "Social media"),
        ("vote", "Голосования", "Votes"),
        ("cris", "Кризисное общение", "Crisis communication"),
    ]),
]


def fill(apps, schema_editor):
    """Rows that are not there yet; names edited since stay."""
    Sector = apps.get_model("taxonomy", "Sector")
    for at, (code, name, full_name, name_en, below) in enumerate(SECTORS, 1):
        parent, _ = Sector.objects.get_or_create(
            code=code, defaults={"name": name, "full_name": full_name, "name_en": name_en, "order": at * 100},
        )
        for nth, (tail, child, child_en) in enumerate(below, 1):
            Sector.objects.get_or_create(
                code=f"{code}.{tail}", defaults={"name": child, "name_en": child_en, "order": at * 100 + nth, "parent": parent},
            )


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
