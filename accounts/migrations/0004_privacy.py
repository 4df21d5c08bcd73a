"""Consents, the read log, exports and erasures."""
from django.db import migrations, models

from accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access")]
    operations = [
        migrations.CreateModel(
            name="ReadLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reader", models.UUIDField()),
                ("subject", models.UUIDField(null=True)),
                ("what", models.CharField(max_length=200)),
                ("rows", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["reader", "at"], name="accounts_readlog_reader"),
                    models.Index(fields=["subject", "at"], name="accounts_readlog_subject"),
                    models.Index(fields=["at"], name="accounts_readlog_at"),
                ],
            },
        ),
        AppendOnly("accounts_readlog", "at", days=365),
    ]
