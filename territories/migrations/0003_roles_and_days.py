"""Roles bound to a territory; working days."""
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("territories", "0002_peer_groups")]
    operations = []
