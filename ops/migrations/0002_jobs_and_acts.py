"""A job knows which one it repeats; who retried or dropped a dead letter is kept."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="job", name="retry_of",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="retries", to="ops.job"),
        ),
        migrations.CreateModel(
            name="OutboxAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(choices=[("retry", "Tried again"), ("drop", "Dropped")], max_length=5)),
                ("row_number", models.BigIntegerField(help_text="id that the outbox row had")),
                ("event", models.CharField(max_length=60)),
                ("handler", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=100)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL,
                )),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [models.CheckConstraint(
                    condition=models.Q(models.Q(("act", "drop"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                    name="ops_outboxact_drop_reason",
                )],
            },
        ),
    ]
