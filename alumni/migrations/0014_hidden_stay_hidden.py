"""Who hid from the directory shows the name to nobody; back again, who shows it to nobody hides."""

from typing import Any

from django.db import migrations


def to_names(apps: Any, schema_editor: Any) -> None:
    memberships = apps.get_model("alumni", "Membership").objects.using(schema_editor.connection.alias)
    memberships.filter(alumnus__listed=False).update(name_shown="nobody")


def to_listed(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    hidden = apps.get_model("alumni", "Membership").objects.using(alias).filter(name_shown="nobody")
    apps.get_model("alumni", "Alumnus").objects.using(alias).filter(pk__in=hidden.values("alumnus")).update(
        listed=False
    )


class Migration(migrations.Migration):
    dependencies = [
        ("alumni", "0013_shown_to"),
    ]

    operations = [migrations.RunPython(to_names, to_listed)]
