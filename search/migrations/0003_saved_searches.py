import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_synonyms"),
        ("portfolio", "0003_substantial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PracticeNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=[("first", "new practice"), ("substantial", "substantial change")], max_length=11)),
                ("at", models.DateTimeField()),
                ("number", models.BigIntegerField(db_index=True)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="portfolio.practice")),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="search_news_at")],
                "constraints": [models.UniqueConstraint(fields=("practice", "n"), name="search_news_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("query", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("language", models.CharField(default="ru", max_length=2)),
                ("frequency", models.CharField(choices=[("never", "Do not tell"), ("daily", "Once a day"), ("weekly", "Once a week")], default="daily", max_length=6, verbose_name="how often")),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("told", models.BigIntegerField(default=0)),
                ("seen", models.BigIntegerField(default=0)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("owner", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="search_saved_due")],
                "constraints": [models.CheckConstraint(condition=models.Q(models.Q(("address", ""), ("owner__isnull", False)), models.Q(("owner__isnull", True), models.Q(("address", ""), _negated=True)), _connector="OR"), name="search_saved_is_one"), models.CheckConstraint(condition=models.Q(("next_at__isnull", True), models.Q(("confirmed_at__isnull", False), ("removed_at__isnull", True)), _connector="OR"), name="search_saved_tells"), models.UniqueConstraint(condition=models.Q(("owner__isnull", False)), fields=("owner", "digest"), name="search_saved_once"), models.UniqueConstraint(condition=models.Q(("address", ""), _negated=True), fields=("address", "digest"), name="search_subscribed_once")],
            },
        ),
    ]
