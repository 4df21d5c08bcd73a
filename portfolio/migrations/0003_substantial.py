from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0002_editors")]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="is_substantial",
            field=models.BooleanField(
                default=False,
                help_text="Those who saved a search that finds this practice are told of the next publication. It is ticked anew each time.",
                verbose_name="substantial change",
            ),
        ),
        migrations.AddField(model_name="practicerelease", name="is_substantial", field=models.BooleanField(default=False)),
    ]
