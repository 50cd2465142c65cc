"""The rows were carried over; the table whose rows could be changed goes, and its history with it."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0011_consents_carried")]

    operations = [
        # Named one by one so that the way back brings them again.
        pgtrigger.migrations.RemoveTrigger(model_name="consent", name="insert_insert"),
        pgtrigger.migrations.RemoveTrigger(model_name="consent", name="update_update"),
        pgtrigger.migrations.RemoveTrigger(model_name="consent", name="delete_delete"),
        migrations.DeleteModel(name="ConsentEvent"),
        migrations.DeleteModel(name="Consent"),
    ]
