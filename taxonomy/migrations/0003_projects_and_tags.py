"""National projects of two periods (of 2025 the six that were seen in an official list) and the cross-cutting themes."""
from django.db import migrations

PROJECTS = [
    ("2019-demography", "Демография", "Demography", 2019, 2024),
    ("2019-health", "Здравоохранение", "Healthcare", 2019, 2024),
    ("2019-education", "Образование", "Education", 2019, 2024),
    ("2019-housing", "Жильё и городская среда", "Housing and urban environment", 2019, 2024),
    ("2019-ecology", "Экология", "Ecology", 2019, 2024),
    ("2019-roads", "Безопасные и качественные дороги", "Safe and good roads", 2019, 2024),
    ("2019-labour", "Производительность труда и поддержка занятости", "Labour productivity and employment support", 2019, 2024),
    ("2019-science", "Наука", "Science", 2019, 2024),
    ("2019-digital", "Цифровая экономика", "Digital economy", 2019, 2024),
    ("2019-culture", "Культура", "Culture", 2019, 2024),
    ("2019-sme", "Малое и среднее предпринимательство и поддержка индивидуальной предпринимательской инициативы",
     "Small and medium business and individual entrepreneurship", 2019, 2024),
    ("2019-export", "Международная кооперация и экспорт", "International cooperation and export", 2019, 2024),
    ("2025-family", "Семья", "Family", 2025, None),
    ("2025-active-life", "Продолжительная и активная жизнь", "Long and active life", 2025, None),
    ("2025-youth", "Молодёжь и дети", "Youth and children", 2025, None),
    ("2025-staff", "Кадры", "Workforce", 2025, None),
    ("2025-infrastructure", "Инфраструктура для жизни", "Infrastructure for life", 2025, None),
    ("2025-environment", "Экологическое благополучие", "Environmental well-being", 2025, None),
]
TAGS = [
    ("digital", "Цифровизация", "Digital"),
    ("lean", "Бережливое управление", "Lean management"),
    ("emergency", "Чрезвычайные ситуации", "Emergencies"),
    ("heritage", "Наследие", "Heritage"),
    ("accessibility", "Доступность", "Accessibility"),
    ("small-town", "Малый город", "Small town"),
    ("arctic", "Арктика", "Arctic"),
    ("border", "Приграничье", "Border areas"),
    ("veterans", "Ветераны", "Veterans"),
    ("energy", "Энергосбережение", "Energy saving"),
]


def fill(apps, schema_editor):
    """Rows that are not there yet; names edited since stay."""
    for code, name, name_en, first, last in PROJECTS:
        apps.get_model("taxonomy", "NationalProject").objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "year_from": first, "year_to": last},
        )
    for code, name, name_en in TAGS:
        apps.get_model("taxonomy", "Tag").objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en})


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0002_sectors")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
