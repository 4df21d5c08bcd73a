"""Roles bound to a territory; working days, with the official transfers of 2025 and 2026."""
import uuid
from datetime import UTC, date, datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# day: whether it is worked, where the year's act makes it another day than the law alone
TRANSFERS = {
    2025: ("Постановление Правительства РФ от 04.10.2024 № 1335", {
        (2, 24): True, (3, 10): True, (5, 2): False, (5, 8): False, (6, 13): False, (11, 1): True, (11, 3): False, (12, 31): False,
    }),
    2026: ("Постановление Правительства РФ от 24.09.2025 № 1466", {(1, 9): False, (12, 31): False}),
}
ENTERED = datetime(2025, 9, 24, tzinfo=UTC)


def enter_transfers(apps, schema_editor):
    """What is officially known."""
    CalendarYear, WorkingDay = apps.get_model("territories", "CalendarYear"), apps.get_model("territories", "WorkingDay")
    for year, (source, days) in TRANSFERS.items():
        calendar = CalendarYear.objects.create(year=year, source=source, changed_at=ENTERED)
        WorkingDay.objects.bulk_create(
            WorkingDay(calendar=calendar, date=date(year, month, day), is_working=works) for (month, day), works in days.items()
        )


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0002_peer_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="year")),
                ("source", models.CharField(help_text="The act of the Government that moves the days off", max_length=300, verbose_name="decision")),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL,
                )),
            ],
            options={"verbose_name": "year of the calendar", "verbose_name_plural": "working days", "ordering": ["-year"]},
        ),
        migrations.CreateModel(
            name="WorkingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(unique=True)),
                ("is_working", models.BooleanField()),
                ("calendar", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="days", to="territories.calendaryear",
                )),
            ],
            options={"ordering": ["date"]},
        ),
        migrations.CreateModel(
            name="TerritoryRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("role", models.CharField(
                    choices=[
                        ("municipal_user", "Municipal user"), ("regional_coordinator", "Regional coordinator"), ("host_staff", "Host-region staff"),
                    ],
                    max_length=32, verbose_name="role",
                )),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(
                    blank=True, help_text="the first day on which it no longer holds", null=True, verbose_name="until",
                )),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL,
                )),
                ("given_by", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL,
                )),
                ("territory", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="territories.territory", verbose_name="territory",
                )),
                ("user", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="territory_roles", to=settings.AUTH_USER_MODEL,
                    verbose_name="user",
                )),
            ],
            options={
                "ordering": ["-since", "-id"],
                "indexes": [models.Index(fields=["territory", "role"], name="territories_role_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("user", "role", "territory"), name="territories_role_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="territories_role_order",
                    ),
                ],
            },
        ),
        migrations.RunPython(enter_transfers, migrations.RunPython.noop),
    ]
