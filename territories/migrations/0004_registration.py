"""Municipal users register."""
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("territories", "0003_roles_and_days")]
    operations = []
