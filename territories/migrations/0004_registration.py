"""Municipal users register."""
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0003_roles_and_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="MailDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(help_text="What stands after @: tula.gov.example", max_length=253, unique=True, verbose_name="mail domain")),
                ("note", models.CharField(
                    blank=True, help_text="How it is known: letter of the administration, official site", max_length=200, verbose_name="note",
                )),
                ("territory", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="mail_domains", to="territories.territory", verbose_name="territory",
                )),
            ],
            options={"verbose_name": "mail domain", "verbose_name_plural": "mail domains", "ordering": ["domain"]},
        ),
        migrations.CreateModel(
            name="RegistrationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("state", models.CharField(
                    choices=[
                        ("unconfirmed", "address not confirmed"), ("waiting", "waits for the coordinator"), ("approved", "confirmed"),
                        ("declined", "declined"),
                    ],
                    default="unconfirmed", max_length=12,
                )),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("by_domain", models.CharField(blank=True, max_length=253)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL,
                )),
                ("municipality", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territories.municipality",
                )),
                ("user", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="registrations", to=settings.AUTH_USER_MODEL,
                )),
            ],
            options={
                "ordering": ["confirmed_at", "pk"],
                "indexes": [models.Index(fields=["state", "municipality"], name="territories_registration_wait")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["unconfirmed", "waiting"])), fields=("user",), name="territories_registration_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "unconfirmed"), ("confirmed_at__isnull", False), _connector="OR"),
                        name="territories_registration_confirmed_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR",
                        ),
                        name="territories_refusal_needs_reason",
                    ),
                ],
            },
        ),
    ]
