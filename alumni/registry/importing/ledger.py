"""What a source has told before, and what this run has told already: in the database, so that memory stays flat."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from alumni.registry.importing.models import ToldGraduation
from alumni.registry.importing.seen import Earlier, Seen
from alumni.registry.models import ImportRun
from mik.common.arrays import AnyOf, bytea_array
from mik.common.bulk import copy_rows


class SeenInDatabase(Seen):
    """The rows of one run in a temporary table, which goes with the connection."""

    TABLE = "import_seen"

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.import_seen")
            cursor.execute(
                "CREATE TEMP TABLE import_seen (grouped bytea, who bytea, row integer, reason text, graduation bigint)"
            )
            cursor.execute("CREATE INDEX ON import_seen (grouped)")
            cursor.execute("CREATE INDEX ON import_seen (graduation) WHERE graduation IS NOT NULL")

    def find(self, groups: Collection[bytes]) -> Iterable[Earlier]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT grouped, who, row, reason FROM import_seen WHERE grouped = ANY(%s::bytea[]) ORDER BY row",
                [bytea_array(groups)],
            )
            return [Earlier(bytes(group), bytes(who), row, reason) for group, who, row, reason in cursor.fetchall()]

    def keep(self, found: Sequence[Earlier]) -> None:
        copy_rows(self.TABLE, ["grouped", "who", "row", "reason"], found)

    def graduations(self, ids: Collection[int]) -> dict[int, int]:
        """Of these graduations, those this run has told already, with the row."""
        if not ids:
            return {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT graduation, row FROM import_seen WHERE graduation = ANY(%s)", [list(ids)])
            return dict(cursor.fetchall())

    def keep_graduations(self, rows: Iterable[tuple[int, int]]) -> None:
        """(graduation, row) of rows that are through."""
        copy_rows(self.TABLE, ["graduation", "row"], rows)


class Known(NamedTuple):
    """A row the source has told before, word for word."""

    pk: int
    graduation_id: int
    alumnus_id: int
    programme_id: int


class Ledger:
    """What the source of a run has told in earlier runs."""

    def __init__(self, run: ImportRun) -> None:
        assert run.source_id is not None
        self.run, self.source_id = run, run.source_id

    def known(self, digests: Collection[bytes]) -> dict[bytes, Known]:
        """By digest, the rows among these that the source has told before and whose graduation still stands."""
        rows = ToldGraduation.objects.filter(AnyOf("digest", digests), source=self.source_id)
        facts = rows.values_list("digest", "pk", "graduation_id", "graduation__alumnus_id", "graduation__programme_id")
        return {bytes(digest): Known(*rest) for digest, *rest in facts}

    def note_missing(self) -> int:
        """Write a verdict for each graduation told before and not in this run; returns how many. For a preview.

        Their rows are numbered behind all others, since the list has none for them.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO alumni_importverdict (run_id, row, outcome, alumnus_id, detail, choice)"
                " SELECT %(run)s, last.row + row_number() OVER (ORDER BY told.row, told.id), 'missing',"
                " graduation.alumnus_id, ''::bytea, ''"
                " FROM alumni_toldgraduation AS told"
                " JOIN alumni_graduation AS graduation ON graduation.id = told.graduation_id,"
                " (SELECT coalesce(max(row), 0) AS row FROM alumni_importverdict WHERE run_id = %(run)s) AS last"
                " WHERE told.source_id = %(source)s AND NOT EXISTS ("
                "SELECT FROM import_seen AS seen WHERE seen.graduation = told.graduation_id)",
                {"run": self.run.pk, "source": self.source_id},
            )
            return int(cursor.rowcount)

    def write(self, told: Iterable[tuple[int, bytes, int]]) -> None:
        """(graduation, digest, row) of what has landed now."""
        rows = list({graduation: (graduation, digest, row) for graduation, digest, row in told}.values())
        if rows:
            graduations, digests, numbers = zip(*rows, strict=True)
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO alumni_toldgraduation (source_id, graduation_id, digest, run_id, row)"
                    " SELECT %s, new.graduation, new.digest, %s, new.row"
                    " FROM unnest(%s::bigint[], %s::bytea[], %s::integer[]) AS new (graduation, digest, row)"
                    " ON CONFLICT (source_id, graduation_id)"
                    " DO UPDATE SET digest = EXCLUDED.digest, run_id = EXCLUDED.run_id, row = EXCLUDED.row",
                    [self.source_id, self.run.pk, list(graduations), bytea_array(digests), list(numbers)],
                )
