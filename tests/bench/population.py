"""A registry of any size, made by SQL alone: the same people at every run, names as common as they are in Turkey.

Everything about person ``n`` follows from hashes of ``n``; nothing is drawn. Row by row triggers, indexes and foreign
keys are set aside while the rows come in and put back afterwards, or ten millions would take a day.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections
from django.db.backends.utils import CursorWrapper

from mik.common.turkish import title_case
from mik.home.demo import names

SLOTS = 20_000
TABLES = (
    "accounts_user", "people_person", "alumni_alumnus", "alumni_graduation", "people_contactpoint",
    "alumni_membership", "alumni_employment",
)  # fmt: skip
# The commonest first, as the population register publishes them; the others follow in the order of the lists.
MEN_FIRST = "Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Fatih"
WOMEN_FIRST = "Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Merve Zehra Sultan Özlem Esra Yasemin Hülya Gülsüm"
HEADS = (
    "Ak Kara Öz Er Gök Gün Kaya Demir Taş Yıldız Altın Şen Koç Bey Tan Ay Alp Sarı Kızıl Yeşil Boz Dur Can Güç Bil Yaz "
    "Ulu Kır Çal Top Kut Bağ Dağ Deniz Işık Irmak Çelik Gümüş Bakır Köse Usta Hacı Molla Kadı İmam Çolak Uzun"
)
TAILS = (
    "oğlu soy türk kan han taş kaya er can demir dağ gül bulut su baş göz bay el ten tekin doğan kurt yürek bilek "
    "alp çam pınar tepe yol bey ışık eli lar gil sal gör sever bilir süren yılmaz kıran çeker söz dal kol at ok "
    "yay iz ata ersoy"
)
EMPLOYERS = 4_000
MAILS, PHONES, HOMES, JOBS, MEMBERS = 45, 50, 55, 25, 10  # per cent of the people


def fill(size: int) -> None:
    """Fill the empty database with ``size`` graduates; three in five have a diploma with programme and year."""
    call_command("load_units", verbosity=0)
    with connections["owner"].cursor() as cursor, _set_aside(cursor):
        cursor.execute(
            "CREATE FUNCTION pg_temp.pick(n bigint, salt int, among int) RETURNS int LANGUAGE sql IMMUTABLE AS "
            "'SELECT ((hashint8extended($1, $2) & 9223372036854775807) % $3)::int'"
        )
        _name_slots(cursor)
        for statement in STATEMENTS:
            cursor.execute(statement, {"size": size, "slots": SLOTS, "employers": EMPLOYERS})
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def surnames() -> list[str]:
    """Some 2,800: those of the demo, then heads and tails put together."""
    made = [title_case(head + tail) for tail in TAILS.split() for head in HEADS.split()]
    return list(dict.fromkeys([*names.SURNAMES, *made]))


def given(first: str, *lists: list[str]) -> list[str]:
    return list(dict.fromkeys([*first.split(), *(name for one in lists for name in one)]))


def _name_slots(cursor: CursorWrapper) -> None:
    cursor.execute("CREATE TEMPORARY TABLE name_slot (kind text, slot int, name text)")
    kinds = {
        "m": (given(MEN_FIRST, names.MEN_OLD, names.MEN_MIDDLE, names.MEN_YOUNG), 12.0, 1.0),
        "f": (given(WOMEN_FIRST, names.WOMEN_OLD, names.WOMEN_MIDDLE, names.WOMEN_YOUNG), 12.0, 1.0),
        "s": (surnames(), 20.0, 0.9),
    }
    for kind, (values, offset, power) in kinds.items():
        rows = [(kind, slot, name) for slot, name in enumerate(_spread(values, offset, power))]
        cursor.executemany("INSERT INTO name_slot VALUES (%s, %s, %s)", rows)
    cursor.execute("ANALYZE name_slot")


def _spread(values: list[str], offset: float, power: float) -> Iterator[str]:
    """``SLOTS`` names, each as often as its rank makes it (Zipf and Mandelbrot's law)."""
    weights = [(rank + offset) ** -power for rank in range(len(values))]
    scale = SLOTS / sum(weights)
    reached = given_out = 0.0
    for name, weight in zip(values, weights, strict=True):
        reached += weight * scale
        while given_out < min(round(reached), SLOTS):
            given_out += 1
            yield name
    while given_out < SLOTS:
        given_out += 1
        yield values[0]


@contextmanager
def _set_aside(cursor: CursorWrapper) -> Iterator[None]:
    """Without triggers, foreign keys and indexes, save the primary keys, while the rows come in."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype = 'f' FROM pg_constraint"
        " WHERE contype IN ('u', 'f') AND conrelid = ANY (%s::text[]::regclass[]) ORDER BY contype DESC, oid",
        [list(TABLES)],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY (%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)", [list(TABLES)]
    )  # fmt: skip
    indexes = cursor.fetchall()
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for table, name, _definition, _is_reference in sorted(constraints, key=lambda row: not row[3]):
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    cursor.execute("SET maintenance_work_mem = '1GB'")
    for _name, definition in indexes:
        cursor.execute(definition)
    for table, name, definition, is_reference in constraints:
        # What was made by rules needs no looking over.
        unchecked = " NOT VALID" if is_reference else ""
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}{unchecked}')
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    cursor.execute("RESET maintenance_work_mem")


# Salts: 1 sex, 2 given name, 3 second name, 4 surname, 5 other surname, 6 birth, 7 diploma, 8 programme, 9 year, …
PEOPLE = """
INSERT INTO people_person (id, given_names, surname, former_surname, birth_date, sex, nationality,
                           tckn, tckn_hash, passport_no, created_at, updated_at, user_id)
SELECT n, one.name || CASE WHEN pg_temp.pick(n, 31, 100) < 15 AND two.name <> one.name THEN ' ' || two.name ELSE '' END,
       CASE WHEN married AND pg_temp.pick(n, 32, 100) < 35 THEN own.name || ' ' || other.name
            WHEN married THEN other.name ELSE own.name END,
       CASE WHEN married THEN own.name ELSE '' END,
       date '1950-01-01' + pg_temp.pick(n, 6, 19000), CASE WHEN female THEN 'f' ELSE 'm' END, 'TR',
       sha256(int8send(n)) || substr(sha256(int8send(-n)), 1, 16), sha256(int8send(n)), ''::bytea,
       timestamptz '2026-01-01', timestamptz '2026-01-01', CASE WHEN pg_temp.pick(n, 20, 100) < 10 THEN n END
FROM (SELECT n, pg_temp.pick(n, 1, 100) < 47 AS female,
             pg_temp.pick(n, 1, 100) < 47 AND pg_temp.pick(n, 33, 100) < 22 AS married
      FROM generate_series(1, %(size)s) n) AS people
JOIN name_slot one ON one.kind = CASE WHEN female THEN 'f' ELSE 'm' END AND one.slot = pg_temp.pick(n, 2, %(slots)s)
JOIN name_slot two ON two.kind = one.kind AND two.slot = pg_temp.pick(n, 3, %(slots)s)
JOIN name_slot own ON own.kind = 's' AND own.slot = pg_temp.pick(n, 4, %(slots)s)
JOIN name_slot other ON other.kind = 's' AND other.slot = pg_temp.pick(n, 5, %(slots)s)
"""
NAME_WORDS = """
INSERT INTO people_nameword (word)
SELECT DISTINCT word FROM people_person, string_to_table(name_folded, ' ') AS word WHERE word <> ''
"""
USERS = """
INSERT INTO accounts_user (id, password, email, name, language, time_zone, is_active, date_joined)
SELECT n, '!', 'uye' || n || '@ornek.example', '', 'tr', 'Europe/Istanbul', true, timestamptz '2026-01-01'
FROM generate_series(1, %(size)s) n WHERE pg_temp.pick(n, 20, 100) < 10
"""
ALUMNI = """
INSERT INTO alumni_alumnus (person_id, state, source, confirmed_at, confirmed_source, tags, created_at, updated_at)
SELECT n, CASE WHEN pg_temp.pick(n, 21, 1000) < 8 THEN 'proposed' ELSE 'confirmed' END, 'import',
       CASE WHEN pg_temp.pick(n, 22, 100) < 40
            THEN timestamptz '2026-11-01' - pg_temp.pick(n, 23, 1500) * interval '1 day' END,
       '', CASE WHEN pg_temp.pick(n, 24, 1000) < 3 THEN '["mentor"]'::jsonb ELSE '[]'::jsonb END,
       timestamptz '2026-01-01', timestamptz '2026-01-01'
FROM generate_series(1, %(size)s) n
"""
GRADUATIONS = """
WITH programme AS (
    SELECT id, level, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER ()::int AS among
    FROM units_unit WHERE kind = 'programme')
INSERT INTO alumni_graduation (alumnus_id, programme_id, level, year, diploma_no, student_no, source, created_at,
                               updated_at)
SELECT n, p.id, p.level, 1968 + pg_temp.pick(n, 9 + again, 58), 'D' || again || '/' || n, 400000 + n, 'import',
       timestamptz '2026-01-01', timestamptz '2026-01-01'
FROM (SELECT n, 0 AS again FROM generate_series(1, %(size)s) n WHERE pg_temp.pick(n, 7, 100) < 60
      UNION ALL
      SELECT n, 1 FROM generate_series(1, %(size)s) n WHERE pg_temp.pick(n, 7, 100) < 6) AS diploma
JOIN programme p ON p.place = pg_temp.pick(n, 80 + again, (SELECT max(among) FROM programme))
"""
CONTACTS = """
INSERT INTO people_contactpoint (person_id, kind, value, normalised, country, province, city, postcode, visibility,
                                 is_primary, source, created_at, updated_at, dead_evidence, dead_reason)
SELECT id, kind, value, value, CASE WHEN kind = 'address' THEN 'TR' ELSE '' END, province, '', '', 'nobody', true,
       'import', timestamptz '2026-01-01', timestamptz '2026-01-01', '', ''
FROM (SELECT id, 'email' AS kind,
             replace(name_folded, ' ', '.') || pg_temp.pick(id, 41, 900) || '@ornek.example' AS value,
             '' AS province FROM people_person WHERE pg_temp.pick(id, 42, 100) < 45
      UNION ALL
      SELECT id, 'phone', '+905' || lpad(((id * 7919) %% 1000000000)::text, 9, '0'), '' FROM people_person
      WHERE pg_temp.pick(id, 43, 100) < 50
      UNION ALL
      SELECT id, 'address', 'TR', CASE WHEN pg_temp.pick(id, 44, 100) < 30 THEN '61'
                                       ELSE lpad((1 + pg_temp.pick(id, 45, 81))::text, 2, '0') END
      FROM people_person WHERE pg_temp.pick(id, 46, 100) < 55) AS points
"""
MEMBERSHIPS = """
INSERT INTO alumni_membership (alumnus_id, user_id, joined_at, method, name_shown, programme_shown, year_shown,
                               mentor_shown)
SELECT id, user_id, timestamptz '2026-01-01', 'automatic', 'members', 'members', 'members', 'nobody'
FROM people_person WHERE user_id IS NOT NULL
"""
ORGANISATIONS = """
INSERT INTO organisations_organisation (name, country)
SELECT DISTINCT ON (mik_fold(name)) name, 'TR' FROM (
    SELECT slot.name || ' '
           || (ARRAY['İnşaat', 'Gıda', 'Yazılım', 'Mühendislik', 'Sağlık', 'Eğitim'])[1 + slot.slot %% 6]
           || ' ' || CASE WHEN slot.slot %% 3 = 0 THEN 'A.Ş.' ELSE 'Ltd. Şti.' END AS name
    FROM name_slot slot WHERE kind = 's'
    UNION ALL SELECT 'Kurum ' || n FROM generate_series(1, %(employers)s) n) AS made
"""
JOBS_HELD = """
WITH employer AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER ()::int AS among
                  FROM organisations_organisation)
INSERT INTO alumni_employment (alumnus_id, employer_id, title, occupation, sector, is_primary, country, province,
                               starts, visibility, source, created_at, updated_at, description)
SELECT n, e.id, (ARRAY['Mühendis', 'Öğretmen', 'Hekim', 'Uzman', 'Müdür', 'Mimar'])[1 + pg_temp.pick(n, 51, 6)],
       '', '', true,
       'TR', lpad((1 + pg_temp.pick(n, 52, 81))::text, 2, '0'), date '2000-01-01' + pg_temp.pick(n, 53, 9000),
       'members', 'import', timestamptz '2026-01-01', timestamptz '2026-01-01', ''
FROM generate_series(1, %(size)s) n
JOIN employer e ON e.place = pg_temp.pick(n, 54, (SELECT max(among) FROM employer))
WHERE pg_temp.pick(n, 55, 100) < 25
"""
SEQUENCES = """
SELECT setval(pg_get_serial_sequence(t, 'id'), %(size)s + 1)
FROM unnest(ARRAY['accounts_user', 'people_person']) AS t
"""
STATEMENTS = (
    USERS, PEOPLE, NAME_WORDS, ALUMNI, GRADUATIONS, "ANALYZE people_person", CONTACTS, MEMBERSHIPS, ORGANISATIONS,
    JOBS_HELD, SEQUENCES,
)  # fmt: skip
