"""The file exchanged in mid-run, and a full disk: a whole file is read, or clear words are said and nothing is half."""

import io
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client

from alumni.registry.importing import services
from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.drops import FileChanging, dropped
from alumni.registry.importing.services import run_import
from alumni.registry.importing.uploads import start_apply
from alumni.registry.models import Alumnus, Graduation, ImportProblem, ImportRun
from mik.accounts.models import User
from mik.common import job_runner
from mik.common.models import Job, JobState
from mik.common.turkish import fold
from mik.files.models import StoredFile
from mik.files.services import store_file
from mik.people.models import Person
from mik.units.models import Unit
from tests.alumni.registry.importing.long_list import as_csv, previewed
from tests.bench.lists import rows
from tests.conftest import take_restricted_role

pytestmark = pytest.mark.django_db
ROWS, CHUNK = 600, 100


@pytest.fixture(autouse=True)
def several_chunks(monkeypatch: pytest.MonkeyPatch, department: Unit) -> None:
    monkeypatch.setattr(services, "CHUNK", CHUNK)


def a_list(**fields: Any) -> bytes:
    return as_csv(rows(ROWS, **fields))


def applied(run: ImportRun, by: User) -> tuple[ImportRun, Job]:
    """Press the button; the worker does what it can."""
    job = start_apply(run=run, by=by).job
    assert job is not None
    job_runner.run(job.pk)
    return ImportRun.objects.select_related("job").get(pk=run.pk), Job.objects.get(pk=job.pk)


def assert_whole_chunks(landed: int) -> None:
    """What was through is there with all that belongs to it, and nothing of what came behind it."""
    assert 0 < landed < ROWS
    assert landed % CHUNK == 0
    assert Person.objects.count() == Alumnus.objects.count() == Graduation.objects.count() == landed


# --- the file exchanged in mid-run -----------------------------------------------------------------


def replaced(path: Path, content: bytes) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(content)
    other.replace(path)


def overwritten(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.mark.parametrize("exchange", [replaced, overwritten])
def test_a_drop_exchanged_while_it_comes_in_is_read_as_it_was(
    tmp_path: Path, exchange: Callable[[Path, bytes], None]
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(a_list())
    with dropped(path=path, source="OBS") as (run, graduates):
        tally = run_import(
            graduates, scope=Scope(), run=run, apply=True, progress=lambda tally: exchange(path, a_list(seed=61))
        )
    assert tally.created == ROWS
    told = [fold(row[2]) for row in rows(ROWS)]
    assert [fold(person.surname) for person in Person.objects.order_by("pk")] == told


class Restless(type(Path())):  # type: ignore[misc]  # the class of this system's paths
    """A file somebody writes to, or exchanges, while another reads it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return Interrupted(Path(self).open("rb"), lambda: self.change(Path(self)))


class Appended(Restless):
    change = staticmethod(lambda path: overwritten(path, path.read_bytes() + b"yarim satir"))


class Exchanged(Restless):
    change = staticmethod(lambda path: replaced(path, path.read_bytes()))


class Interrupted(io.BufferedReader):
    def __init__(self, file: Any, change: Callable[[], None]) -> None:
        super().__init__(file.detach())
        self.changes = [change]

    def read(self, *args: Any) -> bytes:
        piece = super().read(*args)
        while self.changes:
            self.changes.pop()()
        return piece


@pytest.mark.parametrize("kind", [Appended, Exchanged])
def test_a_drop_that_changes_while_it_is_copied_is_refused(tmp_path: Path, settings: Any, kind: type[Restless]) -> None:
    (tmp_path / "liste.csv").write_bytes(a_list())
    path = kind(tmp_path / "liste.csv")
    with pytest.raises(FileChanging, match="kopyalanırken değişti"), dropped(path=path, source="OBS"):
        pass
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


@contextmanager
def at_first_landing(act: Callable[[], None]) -> Iterator[None]:
    """Something happens once the first rows of an import have landed."""

    def happen(instance: ImportRun, **kwargs: Any) -> None:
        if instance.landed_rows == CHUNK:
            act()

    post_save.connect(happen, sender=ImportRun)
    try:
        yield
    finally:
        post_save.disconnect(happen, sender=ImportRun)


def long_lines(**fields: Any) -> bytes:
    """So long that the end of the file is read long after its first rows have landed."""
    lines = as_csv(rows(ROWS, **fields)).decode().splitlines()
    return "\n".join(f"{line};{'n' * 3000}" for line in lines).encode()


def test_a_stored_upload_overwritten_in_mid_run_stops_it_clearly(coordinator: User) -> None:
    """Each file is sealed with a key of its own, so another's bytes never pass for it."""
    run = previewed(coordinator, long_lines())
    assert run.file is not None
    other = store_file(upload=io.BytesIO(long_lines(seed=61)), purpose="import_list", by=None, name="baska.csv")
    path, whole = run.file.path, run.file.path.read_bytes()
    with at_first_landing(lambda: overwritten(path, other.path.read_bytes())):
        run, job = applied(run, coordinator)
    assert (job.state, run.can_go_on) == (JobState.FAILED, True)
    assert "bozulmuş ya da değiştirilmiş" in job.error
    assert_whole_chunks(run.landed_rows)
    path.write_bytes(whole)
    run, job = applied(run, coordinator)
    assert (run.state, run.counts["created"], Graduation.objects.count()) == (ImportRun.State.DONE, ROWS, ROWS)


def test_a_stored_upload_replaced_in_mid_run_is_read_as_it_was(coordinator: User) -> None:
    run = previewed(coordinator, long_lines())
    assert run.file is not None
    path = run.file.path
    with at_first_landing(lambda: replaced(path, b"baska bir dosya")):
        run, _job = applied(run, coordinator)
    assert (run.state, run.counts["created"], Graduation.objects.count()) == (ImportRun.State.DONE, ROWS, ROWS)


# --- a full disk -----------------------------------------------------------------------------------


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """The system refuses what would grow beyond it, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    ("size", "status"), [(1_000_000, 422), (3_000_000, 507)], ids=["in the store", "on its way up"]
)
def test_an_upload_without_room_is_said_and_leaves_nothing(
    coordinator: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, status: int
) -> None:
    """Small uploads wait in memory, large ones in a temporary file: wherever there is no room, a page says so."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    client = Client(raise_request_exception=False)
    client.force_login(coordinator, backend=settings.AUTHENTICATION_BACKENDS[0])
    content = (long_lines() * 2)[:size]
    with room_for(400_000):
        answer = client.post("/koordinator/ice-aktar/", {"file": SimpleUploadedFile("liste.csv", content)})
    assert answer.status_code == status
    assert "yer kalmadı" in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@contextmanager
def database_without_room_for(graduations: int) -> Iterator[None]:
    """PostgreSQL's own error for a full disk, as soon as there would be so many graduations."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF (SELECT count(*) FROM alumni_graduation) > {graduations} THEN"
            " RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';"
            " END IF; RETURN NULL; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER no_room AFTER INSERT ON alumni_graduation FOR EACH STATEMENT EXECUTE FUNCTION no_room()"
        )
    take_restricted_role(connection=connection)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP TRIGGER no_room ON alumni_graduation")
            cursor.execute("DROP FUNCTION no_room()")
        take_restricted_role(connection=connection)


def test_a_job_the_database_has_no_room_for_goes_on_later(coordinator: User) -> None:
    run = previewed(coordinator, a_list())
    with database_without_room_for(ROWS // 2 + 20):
        run, job = applied(run, coordinator)
    assert (job.state, run.can_go_on) == (JobState.FAILED, True)
    assert "yer kalmadı" in job.error
    assert_whole_chunks(run.landed_rows)
    run, job = applied(run, coordinator)
    assert (run.state, run.counts["created"], Graduation.objects.count()) == (ImportRun.State.DONE, ROWS, ROWS)


def commanded(path: Path) -> tuple[int, str]:
    errors = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("import_graduates", str(path), stdout=io.StringIO(), stderr=errors)
    return int(stop.value.code or 0), errors.getvalue()


def test_a_command_the_database_has_no_room_for_is_run_again_later(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(a_list())
    with database_without_room_for(ROWS // 2 + 20):
        code, said = commanded(path)
    assert (code, "yer kalmadı" in said) == (2, True)
    stopped = ImportRun.objects.get()
    assert stopped.state == ImportRun.State.FAILED
    assert_whole_chunks(stopped.landed_rows)
    assert commanded(path) == (0, "")
    again = ImportRun.objects.latest("pk")
    assert again.counts["created"] + again.counts["unchanged"] == ROWS
    assert again.counts["unchanged"] == stopped.landed_rows
    assert Person.objects.count() == Graduation.objects.count() == ROWS
    assert not ImportProblem.objects.exists()
