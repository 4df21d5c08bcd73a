"""The groups of municipalities that may be compared, in the order of the rule."""
from django.db import migrations

GROUPS = [
    ("CAP", "внутригородская территория", "inner-city territory"),
    ("MLN", "город-миллионник", "city of a million"),
    ("REG", "центр региона", "regional centre"),
    ("MONO", "моногород", "single-industry town"),
    ("BIG", "крупный городской округ", "large municipality"),
    ("DST", "город 20–100 тыс.", "town of 20–100 thousand"),
    ("SML", "малый город", "small town"),
    ("RUR", "сельский муниципалитет", "rural municipality"),
    ("unknown", "группа не определена", "group unknown"),
]


def fill(apps, schema_editor):
    """Rows that are not there yet; titles edited since stay."""
    for order, (code, title, title_en) in enumerate(GROUPS, 1):
        apps.get_model("territories", "PeerGroup").objects.get_or_create(
            code=code, defaults={"title": title, "title_en": title_en, "order": order},
        )


class Migration(migrations.Migration):
    dependencies = [("territories", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
