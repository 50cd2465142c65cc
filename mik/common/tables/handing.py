"""Handing a list to whoever asked for it."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from mik.common.tables.marks import Mark
from mik.common.tables.writing import write_csv, xlsx_bytes

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def table_response(
    name: str,
    columns: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    form: str = "xlsx",
    title: str = "Liste",
    mark: Mark | None = None,
    places: Sequence[int] | None = None,
) -> HttpResponse:
    """A list as a file to keep, XLSX unless ``form`` is "csv"; ``name`` without its ending, ``title`` of the sheet.

    ``mark`` says in the file who took it; only what everybody may read goes without one. ``places`` of the columns
    wanted; all without it.
    """
    if places is not None:
        columns, rows = [columns[place] for place in places], ([row[place] for place in places] for row in rows)
    if form == "csv":
        file = io.BytesIO()
        write_csv(file, columns, rows, mark=mark)
        content = file.getvalue()
    else:
        form, content = "xlsx", xlsx_bytes(columns, rows, title=title, mark=mark)
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "no-store"
    return response
