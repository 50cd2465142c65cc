"""The wizard by page: upload, columns, preview, import, errors; and bad files with a clear message."""

import errno
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alumni.registry.importing.presenting import PAGE
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common.tables import read_table
from mik.units.models import Kind, Unit
from tests.factories.accounts import UserFactory, represent

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
LISTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".xlsx", ".csv"})
ClientFor = Callable[[User | None], Client]


def upload(client: Client, base: str, content: bytes, name: str) -> Any:
    return client.post(base, {"file": SimpleUploadedFile(name, content)})


def walk(client: Client, base: str, content: bytes, name: str, capture: Any) -> ImportRun:
    """Upload, accept the columns, import; jobs run in place once the transaction is over."""
    with capture(execute=True):
        answer = upload(client, base, content, name)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.url)
    columns = {f"c{c.index}": c.field or "" for c in page.context["form"].columns}
    with capture(execute=True):
        preview = client.post(answer.url, columns, follow=True)
    run = ImportRun.objects.latest("pk")
    assert preview.status_code == 200
    with capture(execute=True):
        client.post(f"{base}{run.pk}/aktar/")
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_sample_lands_by_page_as_its_truth_says(
    units: None, coordinator: User, client_for: ClientFor, path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    truth = json.loads(path.with_name(path.name + ".truth.json").read_text())
    client = client_for(coordinator)
    run = walk(client, "/koordinator/ice-aktar/", path.read_bytes(), path.name, django_capture_on_commit_callbacks)
    assert run.stage == "done"
    assert run.counts["created"] == truth["good"]
    assert run.counts["repeated"] == truth["repeated"]
    assert run.counts["reasons"] == {reason: len(rows) for reason, rows in sorted(truth["bad"].items())}
    page = client.get(f"/koordinator/ice-aktar/{run.pk}/")
    assert page.status_code == 200
    assert Graduation.objects.count() == truth["good"]


def test_the_preview_changes_nothing_and_says_what_is_wrong(
    units: None, coordinator: User, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_for(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(client, "/koordinator/ice-aktar/", LISTS[1].read_bytes(), LISTS[1].name)
    page = client.get(answer.url)
    columns = {f"c{c.index}": c.field or "" for c in page.context["form"].columns}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer.url, columns)
    run = ImportRun.objects.latest("pk")
    html = client.get(f"/koordinator/ice-aktar/{run.pk}/onizleme/?goster=rejected").content.decode()
    assert "Nasıl düzelir?" in html
    assert not Alumnus.objects.exists()


def test_the_error_file_mended_lands_without_doubles(
    units: None, coordinator: User, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    """The rejected rows come back as they stood; uploaded again unmended they are rejected again, nothing doubles."""
    client = client_for(coordinator)
    path = LISTS[2]
    run = walk(client, "/koordinator/ice-aktar/", path.read_bytes(), path.name, django_capture_on_commit_callbacks)
    answer = client.get(f"/koordinator/ice-aktar/{run.pk}/hatalar/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    with read_table(io.BytesIO(content), "hatalar.xlsx") as table:
        rows = list(table.sheets[0].rows())
    assert len(rows) == 1 + run.counts["rejected"]
    before = Graduation.objects.count()
    again = walk(client, "/koordinator/ice-aktar/", content, "hatalar.xlsx", django_capture_on_commit_callbacks)
    assert again.counts["rejected"] == run.counts["rejected"]
    assert Graduation.objects.count() == before


def test_a_double_click_imports_once(
    units: None, coordinator: User, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_for(coordinator)
    path = LISTS[2]
    run = walk(client, "/koordinator/ice-aktar/", path.read_bytes(), path.name, django_capture_on_commit_callbacks)
    job = run.job_id
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/koordinator/ice-aktar/{run.pk}/aktar/").status_code == 302
    run.refresh_from_db()
    assert run.job_id == job


def test_a_representative_imports_for_the_own_department_only(
    units: None, registrar: User, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    department = Unit.objects.get(
        kind=Kind.DEPARTMENT, name="Makine Mühendisliği", parent__name="Mühendislik Fakültesi"
    )
    user = UserFactory.create(name="Mehmet Kaya")
    represent(user, department, by=registrar)
    client = client_for(user)
    base = f"/temsilci/{department.pk}/ice-aktar/"
    run = walk(client, base, LISTS[0].read_bytes(), LISTS[0].name, django_capture_on_commit_callbacks)
    assert run.counts["reasons"]["other_department"] > 500
    landed = set(Graduation.objects.values_list("programme__parent", flat=True))
    assert landed <= {department.pk}
    assert run.counts["good"] == Graduation.objects.count()


def macro_workbook() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(LISTS[0]) as source, zipfile.ZipFile(target, "w") as out:
        for item in source.infolist():
            out.writestr(item, source.read(item))
        out.writestr("xl/vbaProject.bin", b"\0" * 64)
    return target.getvalue()


def bomb() -> bytes:
    """A workbook of a few kilobytes whose sheet grows past the limit when unpacked."""
    target = io.BytesIO()
    with zipfile.ZipFile(LISTS[0]) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for item in source.infolist():
            if not item.filename.startswith("xl/worksheets/sheet"):
                out.writestr(item, source.read(item))
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            block = b"<row></row>" * 100_000
            for _ in range(200):
                sheet.write(block)
    return target.getvalue()


BAD_FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "truncated": ("liste.xlsx", lambda: LISTS[0].read_bytes()[:5000]),
    "protected": ("liste.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096),
    "macros": ("liste.xlsm", macro_workbook),
    "bomb": ("liste.xlsx", bomb),
    "not a spreadsheet": ("liste.xlsx", lambda: b"%PDF-1.7\n" + b"x" * 4096),
    "two million columns": ("liste.csv", lambda: b"a;" * 2_000_000 + b"\n"),
    "blank lines only": ("liste.csv", lambda: b"\n;;;\n\n"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_gets_a_clear_message_and_leaves_nothing(
    coordinator: User, client_for: ClientFor, kind: str
) -> None:
    name, make = BAD_FILES[kind]
    answer = upload(client_for(coordinator), "/koordinator/ice-aktar/", make(), name)
    assert answer.status_code == 422
    assert len(str(answer.context["form"].errors["file"][0])) > 20
    assert not ImportRun.objects.exists()


def test_an_empty_file_gets_a_clear_message(coordinator: User, client_for: ClientFor) -> None:
    answer = upload(client_for(coordinator), "/koordinator/ice-aktar/", b"", "liste.csv")
    assert answer.status_code == 422
    assert "boş" in str(answer.context["form"].errors["file"][0])


def test_a_mapping_with_one_field_twice_is_sent_back(units: None, coordinator: User, client_for: ClientFor) -> None:
    client = client_for(coordinator)
    answer = upload(client, "/koordinator/ice-aktar/", LISTS[2].read_bytes(), LISTS[2].name)
    page = client.get(answer.url)
    columns = {f"c{c.index}": "given_names" for c in page.context["form"].columns}
    assert client.post(answer.url, columns).status_code == 422


def test_discarding_deletes_the_file(units: None, coordinator: User, client_for: ClientFor) -> None:
    client = client_for(coordinator)
    upload(client, "/koordinator/ice-aktar/", LISTS[2].read_bytes(), LISTS[2].name)
    run = ImportRun.objects.get()
    client.post(f"/koordinator/ice-aktar/{run.pk}/vazgec/")
    assert not ImportRun.objects.exists()


def test_another_departments_import_is_unknown(
    units: None, department: Unit, representative: User, other_representative: User, client_for: ClientFor
) -> None:
    client = client_for(representative)
    base = f"/temsilci/{department.pk}/ice-aktar/"
    upload(client, base, LISTS[2].read_bytes(), LISTS[2].name)
    run = ImportRun.objects.get()
    stranger = client_for(other_representative)
    for page in ("", "sutunlar/", "onizleme/", "hatalar/"):
        assert stranger.get(f"{base}{run.pk}/{page}").status_code == 404
    for page in ("aktar/", "vazgec/"):
        assert stranger.post(f"{base}{run.pk}/{page}").status_code == 404


def test_a_list_that_cannot_be_read_any_more_leads_back_with_words(
    units: None, coordinator: User, client_for: ClientFor
) -> None:
    client = client_for(coordinator)
    upload(client, "/koordinator/ice-aktar/", LISTS[2].read_bytes(), LISTS[2].name)
    run = ImportRun.objects.get()
    run.file_name = "liste.pdf"
    run.mapping = {"sheet": "yok", "mapping": {}}
    run.save()
    answer = client.get(f"/koordinator/ice-aktar/{run.pk}/sutunlar/", follow=True)
    assert answer.redirect_chain[-1][0] == "/koordinator/ice-aktar/"
    assert len(list(answer.context["messages"])) == 1


def test_a_full_disk_gets_a_clear_message_and_leaves_nothing(
    units: None, coordinator: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = upload(client_for(coordinator), "/koordinator/ice-aktar/", LISTS[2].read_bytes(), LISTS[2].name)
    assert answer.status_code == 422
    assert "yer kalmadı" in str(answer.context["form"].errors["file"][0])
    assert not ImportRun.objects.exists()


def test_looking_at_a_preview_is_recorded_for_those_it_shows(
    units: None, coordinator: User, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    """The second time all are unchanged: the page shows their names, and they can see that it did."""
    client, base, path = client_for(coordinator), "/koordinator/ice-aktar/", LISTS[2]
    walk(client, base, path.read_bytes(), path.name, django_capture_on_commit_callbacks)
    answer = upload(client, base, path.read_bytes(), path.name)
    columns = {f"c{c.index}": c.field or "" for c in client.get(answer.url).context["form"].columns}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer.url, columns)
    page = client.get(f"{base}{ImportRun.objects.latest('pk').pk}/onizleme/?goster=unchanged")
    assert page.context["group"] == "unchanged"
    look = AccessEvent.objects.filter(action="list").order_by("-pk")[0]
    assert look.count == PAGE
    assert set(look.subjects) <= set(Alumnus.objects.values_list("pk", flat=True))
