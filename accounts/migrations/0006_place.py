"""The municipality that somebody chose as theirs."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_notices")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="place",
            field=models.PositiveBigIntegerField(
                blank=True, help_text="key of the municipality chosen; no foreign key, for territories stand above this room", null=True,
            ),
        ),
    ]
