from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_saved_searches")]
    operations = [
        migrations.CreateModel(
            name="HiddenQuery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=100, unique=True, verbose_name="words")),
                ("hidden_at", models.DateTimeField(verbose_name="hidden")),
            ],
            options={"verbose_name": "hidden query", "verbose_name_plural": "hidden queries"},
        ),
        migrations.CreateModel(
            name="QueryDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=100, verbose_name="words")),
                ("day", models.DateField(verbose_name="day")),
                ("asked", models.PositiveIntegerField(default=0, verbose_name="asked")),
                ("nothing", models.PositiveIntegerField(default=0, verbose_name="nothing found")),
                ("opened", models.PositiveIntegerField(default=0, verbose_name="practices opened")),
            ],
            options={
                "verbose_name": "count of a query", "verbose_name_plural": "counts of queries",
                "indexes": [models.Index(fields=["words"], name="search_query_words")],
                "constraints": [models.UniqueConstraint(fields=("day", "words"), name="search_query_day_once")],
            },
        ),
    ]
