"""What was wrong with a list, as a file to work through: the report of a command, the error file of a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from alumni.registry.importing import GraduateList
from alumni.registry.models import ImportProblem, ImportRun
from mik.common.tables import Cell, write_csv, write_xlsx


def report_columns() -> list[str]:
    return [
        _("Satır"),
        _("Sütun"),
        _("Dosyadaki değer"),
        _("Kod"),
        _("Neden alınamadı?"),
        _("Nasıl düzelir?"),
    ]


def write_problems(target: str | Path | IO[bytes], *, run: ImportRun) -> None:
    """A CSV with a line a problem: row, column, value (identifiers masked), code, what is wrong, how to mend it."""
    problems = ImportProblem.objects.filter(run=run).order_by("row", "pk").iterator(chunk_size=2000)
    write_csv(target, report_columns(), ([p.row, p.column, p.value, p.reason, p.message, p.remedy] for p in problems))


def write_error_file(target: IO[bytes], *, run: ImportRun, graduates: GraduateList) -> None:
    """The rejected rows as they stood in the uploaded file, with the reason and the cure beside each.

    Mended and uploaded again, they land; the two added columns are ignored by the reader.
    """
    header = [label or "" for label in graduates.header.labels]
    columns = [*header, _("Neden alınamadı?"), _("Nasıl düzelir?")]
    write_xlsx(target, columns, _rejected_rows(graduates, _by_row(run), len(header)))


def _by_row(run: ImportRun) -> dict[int, list[ImportProblem]]:
    found: dict[int, list[ImportProblem]] = {}
    for problem in ImportProblem.objects.filter(run=run, is_warning=False):
        found.setdefault(problem.row, []).append(problem)
    return found


def _rejected_rows(
    graduates: GraduateList, problems: dict[int, list[ImportProblem]], width: int
) -> Iterator[list[Cell]]:
    for row in graduates.rows:
        if row.number in problems:
            why = problems[row.number]
            cells = [*row.cells[:width], *[None] * (width - len(row.cells))]
            yield [*cells, " ".join(p.message for p in why), " ".join(p.remedy for p in why)]
