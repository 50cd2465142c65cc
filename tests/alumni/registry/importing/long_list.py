"""A list of some thousand rows with a bit of everything, uploaded, looked at and ready to be brought in."""

import csv
import io
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile

import alumni.registry.importing.jobs  # noqa: F401  # a worker knows its jobs
from alumni.registry.importing.reading import opened
from alumni.registry.importing.uploads import SourceChoice, receive_list, save_mapping
from alumni.registry.models import ImportRun
from mik.accounts.models import User
from mik.common import job_runner
from tests.bench.lists import HEADER, rows

ROWS = 2_000
CHUNK = 125
NUMBER, DATE, DIPLOMA = (HEADER.index(name) for name in ("TC KİMLİK NO", "MEZUNİYET TARİHİ", "DİPLOMA NUMARASI"))


def varied(count: int = ROWS) -> Iterator[list[str]]:
    """Every 97th row is broken, every 101st repeats one far above, every 89th is a second diploma of such a one."""
    good = list(rows(count))
    for number, row in enumerate(good):
        if number % 97 == 96:
            yield ["12345678901", *row[1:]]
        elif number % 101 == 100:
            yield good[number // 2 + 1]
        elif number % 89 == 88:
            yield second_diploma(good[number // 3], number)
        else:
            yield row


def second_diploma(row: list[str], number: int) -> list[str]:
    row = list(row)
    row[DATE], row[DIPLOMA] = "30.06.2024", f"ikinci/{number}"
    return row


def as_csv(lines: Iterator[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *lines])
    return text.getvalue().encode()


def previewed(by: User, content: bytes) -> ImportRun:
    """Uploaded and compared as on the pages, up to the button that brings it in."""
    upload = SimpleUploadedFile("liste.csv", content)
    run = receive_list(upload=upload, by=by, unit=None, source=SourceChoice("Öğrenci İşleri"))
    with opened(run) as graduates:
        labels, sheet = graduates.header.labels, graduates.sheet_name
    save_mapping(run=run, mapping=run.mapping["mapping"], rules={}, labels=labels, sheet=sheet, by=by)
    job_runner.run(ImportRun.objects.get(pk=run.pk).job_id or 0)  # unless the end of the transaction has done it
    run = ImportRun.objects.select_related("file").get(pk=run.pk)
    assert run.state == ImportRun.State.PREVIEWED
    return run
