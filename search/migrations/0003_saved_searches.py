from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_synonyms")]
    operations: list[migrations.operations.base.Operation] = []
