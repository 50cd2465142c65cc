from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_known_evidence")]

    operations = [
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("dead_at__isnull", True), ("dead_by__isnull", True), ("dead_evidence", ""), ("dead_reason", "")
                    ),
                    models.Q(("dead_at__isnull", False), models.Q(("dead_evidence", ""), _negated=True)),
                    _connector="OR",
                ),
                name="contact_is_dead_on_evidence",
            ),
        ),
    ]
