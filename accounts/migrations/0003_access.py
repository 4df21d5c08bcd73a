"""Invitations and the log of access."""
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]
    operations = []
