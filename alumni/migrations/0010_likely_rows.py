"""Likely rows of a preview, and which record somebody chose for them.

The column ``chosen`` may be there or not: 0002 was once given out without it, and later stood as it had been before.
Both kinds of databases end alike here.
"""

import django.db.models.deletion
from django.db import migrations, models

# The names are those that 0002 gives.
CHOSEN = """
DO $$ BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = 'alumni_importverdict'::regclass AND attname = 'chosen_id' AND NOT attisdropped
    ) THEN
        ALTER TABLE alumni_importverdict ADD COLUMN chosen_id bigint NULL
            CONSTRAINT alumni_importverdict_chosen_id_c9c2a420_fk_alumni_al
            REFERENCES alumni_alumnus (person_id) DEFERRABLE INITIALLY DEFERRED;
    END IF;
END $$
"""
# A record chosen may go, and its choice then names nobody.
UNTIED = """
ALTER TABLE alumni_importverdict DROP CONSTRAINT IF EXISTS import_verdict_same_as_somebody;
DROP INDEX IF EXISTS alumni_importverdict_chosen_id_c9c2a420
"""
TIED = """
UPDATE alumni_importverdict SET choice = '' WHERE choice = 'same' AND chosen_id IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE alumni_importverdict ADD CONSTRAINT import_verdict_same_as_somebody
    CHECK (NOT choice::text = 'same'::text OR chosen_id IS NOT NULL);
CREATE INDEX alumni_importverdict_chosen_id_c9c2a420 ON alumni_importverdict (chosen_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("alumni", "0009_search"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL([CHOSEN, UNTIED], [TIED])],
            state_operations=[
                migrations.RemoveConstraint(model_name="importverdict", name="import_verdict_same_as_somebody"),
                migrations.AlterField(
                    model_name="importverdict",
                    name="chosen",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="alumni.alumnus",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="importsource",
            name="is_complete",
            field=models.BooleanField(
                default=False,
                help_text="İşaretlerseniz önizleme, önceki listede olup bu listede olmayanları da gösterir.",
                verbose_name="Her seferinde tüm mezunları verir",
            ),
        ),
        migrations.AlterField(
            model_name="importverdict",
            name="choice",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Kurala göre"),
                    ("list", "Listedeki geçsin"),
                    ("keep", "Kayıttaki kalsın"),
                    ("skip", "Alma"),
                    ("same", "Önerilen kayıt"),
                    ("new", "Yeni kişi"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="importverdict",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("created", "Yeni"),
                    ("updated", "Değişen"),
                    ("unchanged", "Aynı kalan"),
                    ("conflict", "Çakışan"),
                    ("likely", "Belki kayıtlı"),
                    ("repeated", "Yinelenen"),
                    ("missing", "Bu listede olmayan"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="importverdict",
            index=models.Index(
                condition=models.Q(("chosen__isnull", False)), fields=["chosen"], name="import_verdict_chosen"
            ),
        ),
    ]
