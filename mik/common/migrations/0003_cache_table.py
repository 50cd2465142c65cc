"""The cache table, made with the others, so that the restricted role gets its rights on it after the migrate.

``createcachetable`` finds it there and does nothing.
"""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def create(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE IF EXISTS mik_cache")


class Migration(migrations.Migration):
    dependencies = [("common", "0002_job")]

    operations = [migrations.RunPython(create, drop)]
