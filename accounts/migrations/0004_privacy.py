"""Consents, the read log, exports and erasures."""
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_access")]
    operations = []
