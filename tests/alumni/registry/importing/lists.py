"""Small lists, brought in as the nightly command does it."""

from pathlib import Path

import pghistory
from django.core.files.uploadedfile import SimpleUploadedFile

from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.desk import scope_for
from alumni.registry.importing.drops import dropped
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.reading import opened
from alumni.registry.importing.services import run_import
from alumni.registry.importing.tally import Tally
from alumni.registry.importing.uploads import SourceChoice, receive_list
from alumni.registry.models import ImportRun
from mik.accounts.models import User
from mik.units.models import Unit
from tests.factories.people import tckn

HEADER = "TC KİMLİK NO;ADI;SOYADI;DOĞUM TARİHİ;FAKÜLTE;BÖLÜM;DÜZEY;MEZUNİYET TARİHİ;DİPLOMA NO;TELEFON;E-POSTA"
UNIT = "Mühendislik Fakültesi;Makine Mühendisliği;lisans"


def line(number: int, given: str = "Gülizar", surname: str = "Aksoy", *, mail: str = "", phone: str = "",
         born: str = "01.02.1980", unit: str = UNIT) -> str:  # fmt: skip
    """A row of the list; ``number`` makes the identity and the diploma number."""
    return f"{tckn(number)};{given};{surname};{born};{unit};30.06.2003;2003/{number};{phone};{mail}"


def write(folder: Path, *lines: str, header: str = HEADER, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def bring_in(path: Path, *, source: str = "OBS", apply: bool = True) -> tuple[ImportRun, Tally]:
    """The run and its counts."""
    with (
        dropped(path=path, source=source) as (run, graduates),
        pghistory.context(view="import_graduates", **{"import": run.pk}),
    ):
        tally = run_import(graduates, scope=Scope(), run=run, apply=apply)
    run.state = ImportRun.State.DONE if apply else ImportRun.State.PREVIEWED
    run.counts = tally.as_dict()
    run.save(update_fields=["state", "counts"])
    return run, tally


def copied(path: Path, *, source: str = "OBS") -> ImportRun:
    """A dropped list whose run is made and has not begun."""
    with dropped(path=path, source=source) as (run, _graduates):
        return run


def received(content: str, *, by: User, unit: Unit | None = None, department: Unit | None = None) -> ImportRun:
    """A list uploaded by page, its columns as they were recognised."""
    upload = SimpleUploadedFile("liste.csv", content.encode())
    run = receive_list(upload=upload, by=by, unit=unit, source=SourceChoice("Liste"))
    if department is not None:
        run.mapping["department"] = department.pk
        run.save(update_fields=["mapping"])
    return run


def take(run: ImportRun, *, apply: bool) -> Tally:
    """Compare a received list, or bring it in, as the desk it was uploaded at."""
    scope = scope_for(run.by, run.unit_id)
    assert scope is not None
    with opened(run) as graduates:
        tally = run_import(graduates, scope=scope, run=run, apply=apply)
    run.state, run.counts = ImportRun.State.DONE if apply else ImportRun.State.PREVIEWED, tally.as_dict()
    run.save(update_fields=["state", "counts"])
    return tally


def outcomes(run: ImportRun) -> list[str]:
    return list(ImportVerdict.objects.filter(run=run).order_by("row").values_list("outcome", flat=True))
