"""COPY and set-based statements write what a single edit writes: table by table, column by column, event by event."""

from collections.abc import Callable
from pathlib import Path

from alumni.registry.importing.comparing import Scope
from alumni.registry.importing.models import ImportSource, ToldGraduation
from alumni.registry.importing.reading import opened
from alumni.registry.importing.services import run_import
from alumni.registry.models import Graduation, ImportProblem, ImportRun
from alumni.registry.scopes import office_scope
from alumni.registry.services import NewGraduate, add_graduate
from mik.accounts.models import User
from mik.audit.context import acting
from mik.files.models import StoredFile
from mik.people.models import Source
from mik.units.models import Unit
from tests.alumni.registry.importing.by_hand import enter_first, enter_second, programme_facts
from tests.alumni.registry.importing.lists import copied, write
from tests.alumni.registry.importing.pictures import Work, assert_alike, pictured
from tests.alumni.registry.importing.rows_both_ways import FIRST, HEADER, SECOND, Typed

# What only an import leaves behind.
OF_IMPORTS = (ImportRun, ImportSource, ImportProblem, ToldGraduation, StoredFile)


def received(folder: Path, rows: list[Typed], name: str) -> ImportRun:
    path = write(folder, *(row.line for row in rows), header=";".join(HEADER), name=name)
    return copied(path)


def bring_in(run: ImportRun, source: str) -> None:
    with opened(run) as graduates:
        tally = run_import(graduates, scope=Scope(source=source), run=run, apply=True)
    assert tally.good == tally.rows, tally


def test_a_list_and_a_person_write_the_same(units: None, tmp_path: Path, coordinator: User) -> None:
    """New people, second diplomas, changed names and numbers, contacts: what a list changes is changed alike."""
    first = received(tmp_path, FIRST, "ilk.csv")
    second = received(tmp_path, [later.told for later in SECOND], "sonraki.csv")

    def acts(run: ImportRun, work: Callable[[ImportRun], None]) -> Work:
        def act() -> None:
            with acting(user_id=coordinator.pk, role="coordinator", view="job:registry.import_apply"):
                work(ImportRun.objects.get(pk=run.pk))

        return act

    made: list[Graduation] = []
    by_list = pictured(
        acts(first, lambda run: bring_in(run, "import")),
        acts(second, lambda run: bring_in(run, "import")),
        besides=OF_IMPORTS,
    )
    by_hand = pictured(
        acts(first, lambda run: made.extend(enter_first(run, "import"))),
        acts(second, lambda run: enter_second(made, run, "import")),
        besides=OF_IMPORTS,
    )
    assert_alike(by_list, by_hand)
    events = {table.partition(".")[2]: len(rows) for table, rows in by_list.items() if rows and "Event" in table}
    assert (events["PersonEvent"], events["AlumnusEvent"], events["GraduationEvent"]) == (17 + 6, 17, 18 + 3 + 2)
    assert {event["who"]["user"] for event in by_list["people.PersonEvent"]} == {coordinator.pk}


def test_a_list_and_the_form_for_one_graduate_write_the_same(units: None, tmp_path: Path, coordinator: User) -> None:
    """Rows the office could type into «Mezun ekle», under the source of the office both ways."""
    desk = office_scope(coordinator)
    rows = [row for row in FIRST if row.tckn and not row.sex and row.given != "Kübra"]
    run = received(tmp_path, rows, "ofis.csv")

    def type_in() -> None:
        for number, row in enumerate(rows):
            add_graduate(scope=desk, new=new_graduate(row), token=f"{tmp_path}{number}")

    def take_list() -> None:
        with opened(run) as graduates:
            run_import(graduates, scope=Scope(source=Source.OFFICE), run=None, apply=True)

    with acting(user_id=coordinator.pk, role=desk.role, view="coordinator:graduate_add"):
        by_list, by_hand = pictured(take_list, besides=OF_IMPORTS), pictured(type_in, besides=OF_IMPORTS)
    assert len(by_list["people.Person"]) == len(rows) == 9
    assert_alike(by_list, by_hand)


def new_graduate(row: Typed) -> NewGraduate:
    return NewGraduate(
        given_names=row.given,
        surname=row.surname,
        former_surname=row.former,
        birth_date=row.born,
        programme=Unit.objects.get(pk=programme_facts(row.unit)["programme_id"]),
        year=row.graduated.year,
        graduated_on=row.graduated,
        tckn=row.tckn,
        diploma_no=row.diploma,
        student_no=row.student,
        email=row.email,
        phone=row.phone,
    )
