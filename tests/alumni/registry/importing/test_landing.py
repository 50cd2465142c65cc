"""Lists land in the database exactly as their truth says, twice over."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from alumni.registry.models import Alumnus, Graduation
from mik.people.models import ContactPoint, Person

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
    assert len(person.tckn) == 11
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tckn FROM people_person WHERE id = %s", [person.pk])
        stored = bytes(cursor.fetchone()[0])
    assert person.tckn.encode() not in stored


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
