"""Exports of a large list: their time beside that of the writer alone, and memory that stays flat.

``EXPORT_ROWS`` (100,000 by default) records are made by SQL in a database of their own; the memory of the process is
measured in children of its own, one a size.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from django.db import connection

from tests.bench.database import bench_database
from tests.bench.measure import Measure, at_most

ROWS = int(os.environ.get("EXPORT_ROWS", "100000"))
_MAKE = """
WITH unit AS (SELECT id, level FROM units_unit WHERE kind = 'programme' ORDER BY id LIMIT 1),
people AS (
    INSERT INTO people_person (given_names, surname, former_surname, sex, nationality, tckn, passport_no, created_at, updated_at)
    SELECT 'Işıl' || n, 'Şahin', '', '', 'TR', '', '', now(), now() FROM generate_series(1, %(rows)s) n RETURNING id
), records AS (
    INSERT INTO alumni_alumnus (person_id, state, source, confirmed_source, tags, created_at, updated_at)
    SELECT id, 'confirmed', 'import', '', '[]', now(), now() FROM people RETURNING person_id
), diplomas AS (
    INSERT INTO alumni_graduation (alumnus_id, programme_id, level, year, diploma_no, student_no, source, created_at, updated_at)
    SELECT person_id, unit.id, unit.level, 2014, person_id, person_id, 'import', now(), now() FROM records, unit RETURNING 1
)
INSERT INTO people_contactpoint
    (person_id, kind, value, normalised, country, province, city, postcode, visibility, is_primary, source, created_at, updated_at, dead_evidence, dead_reason)
SELECT person_id, kind, kind || person_id, kind || person_id, '', '', '', '', 'nobody', true, 'import', now(), now(), '', ''
FROM records, (VALUES ('email'), ('phone')) kinds (kind)
"""  # noqa: E501


def measures() -> Iterator[Measure]:
    with bench_database(
        "exporting",
    ):
        _fill()
        bare = _child("bare", ROWS)["seconds"]
        for form in ("xlsx", "csv", "vcf"):
            small, large = _child(form, ROWS // 10), _child(form, ROWS)
            share = large["seconds"] / bare
            yield at_most(f"export_{form}_time", 3, [share], unit="CPU of the export / of xlsxwriter on premade rows")
            yield at_most(f"export_{form}_memory", 1.2, [large["mib"] / small["mib"]], unit="memory at 10x rows")


def _fill() -> None:
    from alumni.registry.models import Alumnus
    from mik.units.models import Unit

    if not Unit.objects.programmes().exists():
        from django.core.management import call_command

        call_command("load_units", verbosity=0)
    missing = ROWS - Alumnus.objects.count()
    if missing > 0:
        with connection.cursor() as cursor:
            cursor.execute(_MAKE, {"rows": missing})
            cursor.execute("ANALYZE people_person, alumni_alumnus, alumni_graduation, people_contactpoint")


def _child(form: str, rows: int) -> dict[str, float]:
    """One export in a process of its own: seconds, rows, and its largest memory in MiB."""
    name = connection.settings_dict["NAME"]
    asked = [sys.executable, "-m", "tests.bench.exporting", str(name), form, str(rows)]
    found: dict[str, float] = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    return found


def export(name: str, form: str, rows: int) -> dict[str, float]:
    """In the child: the whole registry through the office's eyes, as the job writes it."""
    from django.db import connections
    from django.utils import timezone

    from alumni.registry.columns import ordered
    from alumni.registry.exchange.columns import BY_CODE, usual_codes
    from alumni.registry.exchange.files import Source, scratch, write_list
    from alumni.registry.exchange.records import ids_of
    from alumni.registry.scopes import office_scope
    from mik.common.tables import Mark

    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
    scope = office_scope(_coordinator())
    began = time.process_time()
    if form == "bare":
        return _bare(rows)
    ids = ids_of(ordered(scope.alumni(), "ad")[:rows])
    source = Source(lambda: scope, ids, [BY_CODE[code] for code in usual_codes()])
    with scratch() as target:
        written = write_list(target, form, source, Mark("Ölçüm", timezone.now(), number=1))
    seconds = time.process_time() - began
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "rows": len(written.subjects), "mib": mib}


def _bare(rows: int) -> dict[str, float]:
    """As many rows of as many cells, made beforehand: what the writer alone costs."""
    from alumni.registry.exchange.columns import usual_codes
    from alumni.registry.exchange.files import scratch
    from mik.common.tables import write_xlsx

    began, columns = time.process_time(), [*usual_codes(), "key"]
    row = ["Işıl", "Şahin", None, "Makine Mühendisliği", "Lisans", None, 2014, "a@ornek.example", "+905321112233"]
    row += [None] * (len(columns) - len(row) - 1) + ["K" * 46]
    with scratch() as target:
        write_xlsx(target, columns, (row for _ in range(rows)))
    return {"seconds": time.process_time() - began, "rows": rows, "mib": 0}


def _coordinator() -> "User":
    from tests.factories.accounts import UserFactory, appoint

    known = User.objects.filter(email="olcum@ornek.example").first()
    if known:
        return known
    registrar = UserFactory.create(email="kayit@ornek.example")
    appoint(registrar, Office.REGISTRAR)
    user = UserFactory.create(email="olcum@ornek.example")
    appoint(user, Office.COORDINATOR, by=registrar)
    return user


if __name__ == "__main__":
    from tests.bench.__main__ import prepare

    prepare()
    from mik.accounts.models import Office, User

    print(json.dumps(export(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
