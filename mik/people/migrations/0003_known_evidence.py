"""What is known of contacts that died before evidence was kept: a server's answer is a bounce, the rest was by hand."""

from django.db import migrations

FORWARDS = """
    UPDATE people_contactpoint
    SET dead_evidence = CASE WHEN kind = 'email' AND dead_reason ~ '5[.][0-9]+[.][0-9]+' THEN 'bounced' ELSE 'by_hand' END
    WHERE dead_at IS NOT NULL AND dead_evidence = ''
"""
# A reason without a date says nothing, and the constraint to come refuses it.
REASONS = "UPDATE people_contactpoint SET dead_reason = '' WHERE dead_at IS NULL AND dead_reason <> ''"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_dead_contact_evidence")]

    operations = [
        migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),
        migrations.RunSQL(REASONS, migrations.RunSQL.noop),
    ]
