"""A worker killed at ten points of one import; two imports of the same rows at once. Nothing lost, nothing doubled."""

import contextlib
import json
import random
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import F

from alumni.registry.importing import services
from alumni.registry.importing.uploads import start_apply
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.accounts.powers import powers_of
from mik.audit.tracking import event_model_of
from mik.common import job_runner
from mik.common.job_runner import DEAD_AFTER, sweep
from mik.common.jobs import MAX_ATTEMPTS
from mik.common.models import Job, JobState
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from tests.alumni.registry.importing.long_list import CHUNK, ROWS, as_csv, previewed, varied
from tests.alumni.registry.importing.pictures import Picture, assert_alike, forgotten, photograph
from tests.bench.lists import rows
from tests.common.test_jobs import wait_until_unlocked
from tests.processes import Counted, end_of, killed_before, started

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = 10
SHORT = 1_000


@pytest.fixture
def many_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks so small that a short list has a dozen."""
    monkeypatch.setattr(services, "CHUNK", CHUNK)


def picture_of(run: ImportRun) -> Picture:
    """All that came of a run. How many attempts it took, and of which jobs, is nothing of it."""
    picture = photograph(besides=[Job])
    for row in picture["alumni.ImportRun"]:
        del row["job_id"]
    for events in picture.values():
        for event in events:
            event.get("who", {}).pop("job", None)
    return picture


def undisturbed(run: ImportRun, by: User) -> Picture:
    with forgotten():
        job_runner.run(start_apply(run=run, by=by).job_id)  # type: ignore[arg-type]  # it has just been given one
        return picture_of(run)


def an_hour_later() -> None:
    """What waited or fell silent did so long ago, and the server has let go of the locks of who died."""
    wait_until_unlocked()
    ago = DEAD_AFTER * 60
    Job.objects.update(created_at=F("created_at") - ago, heartbeat_at=F("heartbeat_at") - ago)
    Job.objects.filter(dispatched_at__isnull=False).update(dispatched_at=F("dispatched_at") - ago)


def taken_up(run: ImportRun, by: User) -> None:
    """As it happens: the sweeper revives a job and, when it has died too often, somebody presses the button again."""
    sweep()
    start_apply(run=run, by=by)


def test_killed_at_ten_points_of_an_import(many_chunks: None, department: Unit, coordinator: User) -> None:
    run = previewed(coordinator, as_csv(varied()))
    powers_of(coordinator)
    with Counted() as whole:
        expected = undisturbed(run, coordinator)
    # Each attempt begins with some forty statements, and may do a tenth of the work besides.
    dice, latest, landed = random.Random(16), 40 + whole.statements // POINTS, set()
    for _point in range(POINTS):
        assert killed_before(dice.randint(25, latest), lambda: taken_up(run, coordinator))
        landed.add(ImportRun.objects.get(pk=run.pk).landed_rows)
        an_hour_later()
    assert len(landed) > POINTS // 3, landed
    taken_up(run, coordinator)
    assert_alike(picture_of(run), expected)
    assert Job.objects.filter(state=JobState.FAILED, attempts=MAX_ATTEMPTS).exists()
    done = ImportRun.objects.get(pk=run.pk)
    assert (done.state, done.counts["rows"]) == (ImportRun.State.DONE, ROWS)
    assert min(done.counts["rejected"], done.counts["repeated"]) > ROWS // 120


def told_by(path: Path, source: str, report: Path) -> None:
    """The nightly command in a process of its own; what it counted goes to a file."""
    with report.open("w") as out, contextlib.suppress(SystemExit):
        call_command("import_graduates", str(path), "--source", source, "--json", stdout=out)


@pytest.mark.parametrize("sources", [("OBS", "OBS"), ("OBS", "Enstitü")], ids=["one source", "two sources"])
def test_two_imports_of_the_same_rows_at_once(
    many_chunks: None, department: Unit, tmp_path: Path, sources: tuple[str, str]
) -> None:
    """The second file holds the rows upside down, so that the two meet half-way and want the same people."""
    lines = list(rows(SHORT))
    files = [tmp_path / name for name in ("biri.csv", "digeri.csv")]
    for path, told in zip(files, (lines, lines[::-1]), strict=True):
        path.write_bytes(as_csv(iter(told)))
    reports = [tmp_path / "biri.json", tmp_path / "digeri.json"]
    workers = [started(partial(told_by, *job)) for job in zip(files, sources, reports, strict=True)]
    assert [end_of(worker) for worker in workers] == [0, 0]
    counts = [json.loads(report.read_text()) for report in reports]
    assert [(count["rows"], count["created"] + count["unchanged"]) for count in counts] == [(SHORT, SHORT)] * 2
    assert sum(count["created"] for count in counts) == SHORT
    if len(set(sources)) == 1:
        assert sorted(count["unchanged"] for count in counts) == [0, SHORT]
    assert Person.objects.count() == Alumnus.objects.count() == Graduation.objects.count() == SHORT
    assert ContactPoint.objects.count() == sum(bool(cell) for row in lines for cell in row[-2:])
    events = [event_model_of(model).objects.count() for model in (Person, Alumnus, Graduation)]
    assert events == [SHORT] * 3


def test_a_killed_command_is_run_again(many_chunks: None, department: Unit, tmp_path: Path) -> None:
    path, report = tmp_path / "liste.csv", tmp_path / "liste.json"
    path.write_bytes(as_csv(rows(SHORT)))
    with Counted() as whole, forgotten():
        told_by(path, "OBS", report)
    assert killed_before(whole.statements // 2, lambda: told_by(path, "OBS", report))
    landed = ImportRun.objects.get().landed_rows
    assert 0 < landed < SHORT
    assert end_of(started(lambda: told_by(path, "OBS", report))) == 0
    counts = json.loads(report.read_text())
    assert (counts["created"], counts["unchanged"]) == (SHORT - landed, landed)
    assert list(ImportRun.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "done"]
    assert Person.objects.count() == Graduation.objects.count() == SHORT
