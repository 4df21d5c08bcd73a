"""Notifications and letters."""
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_privacy")]
    operations = [
        migrations.CreateModel(
            name="LetterText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=60, unique=True, verbose_name="letter")),
                ("subject_ru", models.CharField(blank=True, max_length=150, verbose_name="subject in Russian")),
                ("body_ru", models.TextField(blank=True, verbose_name="text in Russian")),
                ("subject_en", models.CharField(blank=True, max_length=150, verbose_name="subject in English")),
                ("body_en", models.TextField(blank=True, verbose_name="text in English")),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="NoticeReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("ways", models.JSONField(blank=True, default=dict)),
                ("zone", models.CharField(default="Europe/Moscow", max_length=40)),
                ("hour", models.PositiveSmallIntegerField(default=9)),
                ("weekday", models.PositiveSmallIntegerField(default=0)),
                ("user", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="notice_reader", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("key", models.CharField(max_length=200)),
                ("language", models.CharField(default="ru", max_length=2)),
                ("at", models.DateTimeField()),
                ("way", models.CharField(max_length=10)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("reader", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="accounts.noticereader")),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="noticereader",
            constraint=models.UniqueConstraint(condition=models.Q(("address", ""), _negated=True), fields=("address",), name="accounts_reader_address"),
        ),
        migrations.AddConstraint(
            model_name="noticereader",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("address", ""), ("user__isnull", False)), models.Q(("user__isnull", True), models.Q(("address", ""), _negated=True)), _connector="OR"), name="accounts_reader_is_one"),
        ),
        migrations.AddConstraint(
            model_name="noticereader",
            constraint=models.CheckConstraint(condition=models.Q(("hour__lte", 23), ("weekday__lte", 6)), name="accounts_reader_hour"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["reader", "-at", "-id"], name="accounts_notice_list"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("read_at__isnull", True)), fields=["reader"], name="accounts_notice_unread"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("due_at__isnull", False), ("mailed_at__isnull", True)), fields=["due_at"], name="accounts_notice_due"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["at"], name="accounts_notice_at"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("reader", "key"), name="accounts_notice_once"),
        ),
    ]
