"""The extensions the house stands on, the fold as an SQL function, and the table of the cache."""

from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension
from django.db import migrations

# Frozen copy of mik.common.turkish: rows already folded depend on it. tests/common/test_turkish.py proves both equal.
MIK_FOLD = r"""
CREATE OR REPLACE FUNCTION mik_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $fold$
SELECT pg_catalog.btrim(
  pg_catalog.regexp_replace(
    pg_catalog.translate(
      pg_catalog.regexp_replace(
        pg_catalog.normalize(
          pg_catalog.regexp_replace(
            pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
            pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
              pg_catalog.translate(
                pg_catalog.normalize($1 COLLATE "C", 'NFKD'),
                'ıøØđĐðÐłŁħĦŧŦəƏŋŊАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐҒҚҢҮҰҲҺӘӨΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς',
                'iooddddllhhtteennабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґғқңүұҳһәөαβγδεζηθικλμνξοπρστυφχψωσ'
              ),
            'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th'),
            '([A-Za-z])[\u0300-\u036f]+', '\1', 'g'
          ),
          'NFKC'
        ),
        '[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+', '', 'g'
      ),
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'
    ),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b9-\u02df\u055a-\u055f\u0589\u058a'
    '\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u206f\u20a0-\u20cf'
    '\u2190-\u2bff\u3001-\u3003\u3008-\u3020\u3030\ufe00-\ufe6f\ufffc\ufffd]+',
    ' ', 'g'
  ),
  ' '
)
$fold$
"""

# As django.core.cache.backends.db.DatabaseCache expects it (createcachetable), so that no extra command is needed.
CACHE_TABLE = """
CREATE TABLE mik_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX mik_cache_expires ON mik_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        CreateExtension("intarray"),
        migrations.RunSQL(MIK_FOLD, "DROP FUNCTION mik_fold(text)"),
        migrations.RunSQL(CACHE_TABLE, "DROP TABLE mik_cache"),
    ]
