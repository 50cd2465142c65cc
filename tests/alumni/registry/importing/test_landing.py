"""Lists land in the database exactly as their truth says, twice over."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alumni.registry.importing import landing, read_list, services
from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.models import ImportSource
from alumni.registry.importing.services import run_import, unit_matcher
from alumni.registry.importing.tally import Tally
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.common.bulk import copy_tables
from mik.common.tables import read_table
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from tests.alumni.registry.importing.lists import bring_in, copied, line, write
from tests.factories.people import tckn

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
LISTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".xlsx", ".csv"})


def run(*args: str) -> tuple[int, dict[str, Any]]:
    """The command's exit code and its JSON."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("import_graduates", *args, "--json", stdout=out)
    return int(stop.value.code or 0), json.loads(out.getvalue())


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.with_name(path.name + ".truth.json").read_text())
    return truth


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_sample_lands_as_its_truth_says(units: None, path: Path) -> None:
    truth = truth_of(path)
    code, counts = run(str(path))
    assert code == 1
    assert counts["rows"] == truth["rows"]
    assert counts["good"] == counts["created"] == truth["good"]
    assert counts["repeated"] == truth["repeated"]
    assert counts["reasons"] == {reason: len(rows) for reason, rows in sorted(truth["bad"].items())}
    assert Graduation.objects.count() == truth["good"]


def test_the_second_run_changes_nothing(units: None) -> None:
    path = LISTS[0]
    run(str(path))
    before = list(Person.objects.order_by("pk").values("pk", "updated_at"))
    _code, counts = run(str(path))
    assert (counts["created"], counts["updated"]) == (0, 0)
    assert counts["unchanged"] == truth_of(path)["good"]
    assert list(Person.objects.order_by("pk").values("pk", "updated_at")) == before


def test_three_lists_one_after_another_keep_people_apart(units: None) -> None:
    """Diploma numbers repeat across registers; people and their graduations must not run together."""
    for path in LISTS:
        _code, counts = run(str(path))
        assert counts["created"] == truth_of(path)["good"]
    assert Graduation.objects.count() == sum(truth_of(path)["good"] for path in LISTS)


def test_dry_run_counts_alike_and_writes_nothing(units: None, tmp_path: Path) -> None:
    path, report = LISTS[1], tmp_path / "report.csv"
    code, counts = run(str(path), "--dry-run", "--report", str(report))
    truth = truth_of(path)
    assert (code, counts["created"]) == (1, truth["good"])
    assert not Alumnus.objects.exists()
    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) >= 1 + sum(len(rows) for rows in truth["bad"].values())


def test_identifiers_are_found_by_hash_and_never_stored_in_clear(units: None) -> None:
    run(str(LISTS[2]))
    person = Person.objects.filter(tckn_hash__isnull=False).first()
    assert person is not None
    assert len(person.tckn or "") == 11
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tckn FROM people_person WHERE id = %s", [person.pk])
        stored = bytes(cursor.fetchone()[0])
    assert (person.tckn or "").encode() not in stored


def test_contacts_come_with_their_source_and_one_primary_each(units: None) -> None:
    run(str(LISTS[2]))
    assert set(ContactPoint.objects.values_list("source", flat=True)) == {"import"}
    assert ContactPoint.objects.filter(is_primary=False).count() == 0


def test_an_unusable_file_ends_with_code_two_and_words(tmp_path: Path, db: None) -> None:
    broken = tmp_path / "liste.xlsx"
    broken.write_bytes(b"%PDF-1.7 not a list")
    err = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("import_graduates", str(broken), stderr=err)
    assert stop.value.code == 2
    assert err.getvalue().strip()


def test_a_missing_file_ends_with_code_two(db: None) -> None:
    with pytest.raises(SystemExit) as stop:
        call_command("import_graduates", "yok.xlsx", stderr=io.StringIO())
    assert stop.value.code == 2


class Killed(Exception):
    """The worker dies here."""


@pytest.mark.parametrize("source", [None, "list"])
def test_a_run_killed_between_chunks_goes_on_and_counts_nothing_twice(
    units: None, coordinator: User, monkeypatch: pytest.MonkeyPatch, source: str | None
) -> None:
    monkeypatch.setattr(services, "CHUNK", 100)
    known = ImportSource.objects.create(name=source) if source else None
    path, run_ = LISTS[0], ImportRun.objects.create(file_name="liste.xlsx", by=coordinator, source=known)

    def die(tally: Tally) -> None:
        if tally.rows >= 300:
            raise Killed

    with read_table(path) as table:
        graduates = read_list(table, matcher=unit_matcher(), today=timezone.localdate())
        with pytest.raises(Killed):
            run_import(graduates, scope=Scope(), run=run_, apply=True, progress=die)
        run_.refresh_from_db()
        assert run_.landed_rows == 300
        tally = run_import(graduates, scope=Scope(), run=run_, apply=True)
    truth = truth_of(path)
    assert tally.created == truth["good"]
    assert tally.as_dict()["reasons"] == {k: len(v) for k, v in sorted(truth["bad"].items())}
    assert run_.problems.filter(is_warning=False).count() >= sum(len(v) for v in truth["bad"].values())


def test_a_chunk_that_fails_leaves_nothing_of_itself(units: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Persons are written before graduations; when those fail, the persons go as well."""

    def full(persons: Any, *others: Any) -> None:
        copy_tables(persons)
        raise OSError("No space left on device")

    monkeypatch.setattr(landing, "copy_tables", full)
    with read_table(LISTS[2]) as table:
        graduates = read_list(table, matcher=unit_matcher(), today=timezone.localdate())
        with pytest.raises(OSError, match="No space"):
            run_import(graduates, scope=Scope(), run=None, apply=True)
    assert not Person.objects.exists()


def test_a_row_that_names_nobody_by_number_is_rejected(units: None, tmp_path: Path) -> None:
    """No identity, passport or student number: a second run could not know the person again."""
    path = tmp_path / "liste.csv"
    path.write_text(
        "AD SOYAD;TC KİMLİK NO;BÖLÜM;DÜZEY;MEZUNİYET TARİHİ;DİPLOMA NO\n"
        "İlknur IĞDIRLIOĞLU-ŞAHİN;;Makine Mühendisliği;Lisans;27.06.1979;1979/44\n",
        encoding="utf-8",
    )
    code, counts = run(str(path))
    assert (code, counts["reasons"]) == (1, {"tckn": 1})


def test_a_list_that_knows_better_updates_field_by_field(units: None, tmp_path: Path) -> None:
    header = "TC KİMLİK NO;ADI;SOYADI;DOĞUM TARİHİ;FAKÜLTE;BÖLÜM;DÜZEY;MEZUNİYET TARİHİ;DİPLOMA NO;E-POSTA\n"
    unit = "Mühendislik Fakültesi;Makine Mühendisliği;lisans"
    row = "{tckn};Gülizar;{surname};01.02.1980;" + unit + ";30.06.2003;2003/7;{mail}\n"
    path = tmp_path / "liste.csv"
    path.write_text(header + row.format(tckn=tckn(5), surname="Aksoy", mail=""), encoding="utf-8")
    run(str(path))
    path.write_text(header + row.format(tckn=tckn(5), surname="Uzun", mail="g@ornek.example"), encoding="utf-8")
    assert run(str(path))[1]["updated"] == 1
    person = Person.objects.get()
    assert (person.surname, person.former_surname) == ("Uzun", "Aksoy")
    assert person.contacts.get().value == "g@ornek.example"
    assert run(str(path))[1]["unchanged"] == 1


def test_a_source_is_one_however_its_name_is_spaced(department: Unit, tmp_path: Path) -> None:
    """A run that was killed is settled, and two commands wait for each other, by the name that is kept."""
    path = write(tmp_path, line(1))
    killed = copied(path, source="Öğrenci işleri")
    with CaptureQueriesContext(connection) as queries:
        run(str(path), "--source", " Öğrenci  işleri ")
    locks = [query["sql"] for query in queries if "pg_advisory_lock(" in query["sql"]]
    assert ["'import:Öğrenci işleri'" in sql for sql in locks] == [True]
    killed.refresh_from_db()
    assert killed.state == ImportRun.State.FAILED
    assert ImportSource.objects.get().name == "Öğrenci işleri"


@pytest.mark.django_db
def test_a_dropped_file_may_be_larger_than_an_upload(tmp_path: Path, units: None, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100
    _run, tally = bring_in(write(tmp_path, line(1)))
    assert tally.good == 1
