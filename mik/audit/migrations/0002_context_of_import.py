from django.db import migrations


class Migration(migrations.Migration):
    """The index by which an import is undone: the contexts of its acts, told by ``metadata.import``."""

    dependencies = [
        ("audit", "0001_access_log"),
        ("pghistory", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX pghistory_context_of_import ON pghistory_context ((metadata -> 'import'))"
            " WHERE (metadata -> 'import') IS NOT NULL",
            "DROP INDEX pghistory_context_of_import",
        ),
    ]
