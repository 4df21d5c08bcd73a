"""Invitations and the log of access."""
import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]
    operations = [
        migrations.CreateModel(
            name="AccessChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[
                    ("joined", "joined by invitation"), ("registered", "registered"), ("confirmed", "registration confirmed"),
                    ("declined", "registration declined"), ("blocked", "blocked"), ("unblocked", "unblocked"),
                    ("factor_reset", "second factor reset"), ("signed_out", "all sessions ended"),
                ], max_length=12)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL,
                )),
                ("user", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="access_changes", to=settings.AUTH_USER_MODEL,
                )),
            ],
            options={"ordering": ["-at", "-pk"]},
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=150)),
                ("roles", models.JSONField(default=list)),
                ("language", models.CharField(default="ru", max_length=2)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("times_sent", models.PositiveSmallIntegerField(default=1)),
                ("sent_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL,
                )),
                ("user", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to=settings.AUTH_USER_MODEL,
                )),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
                "constraints": [models.UniqueConstraint(
                    django.db.models.functions.text.Lower("email"), name="accounts_invitation_once",
                    condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True)),
                )],
            },
        ),
    ]
