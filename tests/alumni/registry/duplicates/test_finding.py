"""The search of the registry: what it keeps, that it runs once at a time, that it leaves nothing behind."""

import os
import signal
from typing import Any

import psycopg
import pytest
from django.db import connection

from alumni.registry.duplicates.finding import SEARCH_LOCK, AlreadySearching, Found, find_duplicates
from alumni.registry.duplicates.jobs import KIND, search_weekly
from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.services import call_different
from alumni.registry.duplicates.workspace import corner, room
from alumni.registry.models import Alumnus
from alumni.registry.scopes import office_scope
from mik.accounts.models import User
from mik.common.job_runner import run
from mik.common.jobs import start_job
from mik.units.models import Unit
from tests.factories.alumni import AlumnusFactory, GraduationFactory
from tests.factories.people import PersonFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db


def twice(unit: Unit, surname: str = "Kalyoncuoğlu") -> tuple[Alumnus, Alumnus]:
    """One person in two records: the first with an identity number, the second from another hand."""
    made = []
    for number in ("10000000146", ""):
        person = PersonFactory.create(given_names="Işıl", surname=surname, tckn=number, tckn_hash=None)
        alumnus = AlumnusFactory.create(person=person)
        GraduationFactory.create(alumnus=alumnus, programme=programme_of(unit), student_no="123456", diploma_no="")
        made.append(alumnus)
    return made[0], made[1]


def test_a_pair_is_found_once(department: Unit) -> None:
    first, second = twice(department)
    found = find_duplicates()
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.state) == (first, second, "open")
    assert pair.probability > 0.99
    parts = {part["comparison"]: part["level"] for part in pair.parts}
    assert parts == {
        "given": "equal", "surname": "equal", "birth": "equal", "student": "equal", "place": "cohort",
    }  # fmt: skip
    assert found == Found(records=2, pairs=1, new=1, closed=0)
    assert find_duplicates() == Found(records=2, pairs=1, new=0, closed=0)


def test_a_number_that_waits_for_the_office_counts(department: Unit) -> None:
    """A proposed record has no hash in force."""
    number = "10000000146"
    known = AlumnusFactory.create(person=PersonFactory.create(tckn=number))
    waiting = PersonFactory.create(given_names="Bambaşka", surname="Biri", tckn=number, tckn_hash=None)
    AlumnusFactory.create(person=waiting, state=Alumnus.State.PROPOSED)
    find_duplicates()
    pair = DuplicatePair.objects.get()
    assert pair.first == known
    assert {"comparison": "national", "level": "equal", "weight": 29.9} in pair.parts


def test_what_people_decided_stays(department: Unit, coordinator: User) -> None:
    twice(department)
    find_duplicates()
    call_different(pair=DuplicatePair.objects.get(), scope=office_scope(coordinator))
    assert find_duplicates().new == 0
    assert DuplicatePair.objects.get().state == "different"


def test_a_merged_pair_stays_merged(department: Unit) -> None:
    twice(department)
    find_duplicates()
    DuplicatePair.objects.update(state="merged")
    find_duplicates()
    assert DuplicatePair.objects.get().state == "merged"


def test_a_pair_that_no_longer_holds_goes(department: Unit) -> None:
    _first, second = twice(department)
    find_duplicates()
    second.person.given_names, second.person.surname, second.person.birth_date = "Hamdi", "Reis", None
    second.person.save()
    second.graduations.update(student_no="999")
    assert find_duplicates().closed == 1
    assert not DuplicatePair.objects.exists()


def test_two_searches_at_once(department: Unit) -> None:
    twice(department)
    at = connection.settings_dict
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"], dbname=at["NAME"]
    ) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [SEARCH_LOCK])
        with pytest.raises(AlreadySearching):
            find_duplicates()
        assert search_weekly() == 0
    assert not DuplicatePair.objects.exists()


def test_the_room_is_private_and_gone_in_the_end() -> None:
    with room() as directory:
        home = directory.parent
        assert directory.stat().st_mode & 0o777 == 0o700
        assert home.stat().st_mode & 0o777 == 0o700
        (directory / "search.duckdb").write_text("x")
    assert not home.exists()


def test_a_search_that_fails_leaves_nothing(department: Unit) -> None:
    def fail(done: int, found: Found) -> None:
        assert any(corner().iterdir())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        find_duplicates(step=fail)
    assert list(corner().iterdir()) == []
    find_duplicates()


def test_what_a_killed_search_left_is_wiped_by_the_next(department: Unit) -> None:
    pid = os.fork()
    if pid == 0:  # the worker that is killed in the middle
        with room() as directory:
            (directory / "record.csv").write_text("x")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    assert [path.name for path in corner().glob("*/*")] == ["record.csv"]
    find_duplicates()
    assert list(corner().iterdir()) == []


def test_the_job_tells_how_it_went(department: Unit, coordinator: User, representative: User) -> None:
    twice(department)
    job = start_job(kind=KIND, owner=coordinator)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 8, 8)
    assert job.counters == {"records": 2, "pairs": 1, "new": 1, "closed": 0}
    stranger = start_job(kind=KIND, owner=representative)
    run(stranger.pk)
    stranger.refresh_from_db()
    assert stranger.state == "failed"


def test_no_number_reaches_the_room(department: Unit, tmp_path: Any) -> None:
    """The extracted files hold folded names, dates and hashes; identifiers only as hashes that nobody can repeat."""
    import duckdb

    from alumni.registry.duplicates.extracting import extract

    twice(department)
    db = duckdb.connect()
    extract(db, tmp_path)
    rows = str([db.execute(f"SELECT * FROM {table}").fetchall() for table in ("record", "contact", "study")])
    assert "kalyoncuoglu" in rows
    assert "123456" not in rows
    assert list(tmp_path.iterdir()) == []
