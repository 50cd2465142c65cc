"""Erase, then prove absence: a person filled in everywhere is found nowhere but where the law keeps them."""

import io
import logging
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

from alumni.career.models import Employment
from alumni.registry.importing.uploads import PURPOSE as LISTS
from alumni.registry.models import Graduation, ImportRun
from alumni.rights.erasing import erase_person
from alumni.rights.models import Erased, RightsRequest
from mik.accounts.models import User
from mik.audit import redaction
from mik.common import hooks
from mik.files.services import store_file
from mik.mail.models import OutgoingMail
from mik.people.models import ConsentEntry, ContactPoint, Person
from mik.units.models import Unit
from tests.alumni.rights.fillers import FILLERS, Cast
from tests.alumni.rights.searching import found, haystack, rows_of
from tests.audit.conftest import as_owner
from tests.factories.accounts import UserFactory
from tests.factories.alumni import OrganisationFactory, enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db

# The names stay in the registry: where, and on which column's word (``PersonalData.stays``).
NAMES_STAY = {"people_person", "people_nameword"}
# The record the diplomas hang on; its own columns are emptied.
OUTLIVING = {"alumni.Alumnus"}
WHAT_TO_ADD = (
    "{models} declare personal data and are filled for nobody: the proof of erasure cannot vouch for them. Add a"
    " function to tests/alumni/rights/fillers.py that makes rows of each for cast.person, with cast.secret('…') in"
    " every field of text, and name it in FILLERS under the model's label. If rows then survive, give the declaration"
    " (hooks.personal_data.add in the room's hooks.py) an erase=, or name what has to stay and why in stays=."
)


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    with as_owner():
        redaction.fill(connection)


def made(mark: str, department: Unit, clerk: User, phone: str) -> Cast:
    programme = programme_of(department)
    alumnus = graduate(programme, given_names=f"{mark}naz", surname="Gizlikule", tckn="", contacts=False)
    twin = graduate(programme, given_names=f"{mark}eş", surname="Komşu", tckn="", contacts=False)
    user = UserFactory.create()
    enrol(alumnus, user)
    cast = Cast(
        mark=mark, alumnus=alumnus, twin=twin, user=user, clerk=clerk, department=department,
        email=f"{mark.lower()}.gizlikule@posta.example", phone=phone,
    )  # fmt: skip
    for fill in FILLERS.values():
        fill(cast)
    cache.set(f"ara:{cast.email}", {"q": alumnus.person.full_name})
    return cast


@pytest.fixture
def person(department: Unit, coordinator: User, monkeypatch: Any) -> Cast:
    return made("Qzülf", department, coordinator, "+905329876143")


def test_every_model_with_personal_data_is_filled() -> None:
    missing = sorted({entry.model for entry in hooks.personal_data} - set(FILLERS))
    assert missing == [], WHAT_TO_ADD.format(models=", ".join(missing))


def test_nothing_is_found_of_an_erased_person_but_what_the_law_keeps(
    person: Cast, coordinator: User, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    values = dict.fromkeys(person.plain)
    before = found(values, haystack())
    unseen = set(values) - {value for _place, value in before}
    # What only encrypted columns and files hold is found by opening them: nothing may be invisible to the search.
    assert unseen == set()
    others, control = _others(person), _control(person.department, coordinator)
    held = _held(person)
    places = found(control, haystack())

    caplog.set_level(logging.DEBUG)
    request = RightsRequest.objects.get(person=person.person, kind="erase")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person.person, request=request, by=coordinator)

    hay = [*haystack(), ("log", caplog.text)]
    assert found(values, hay) == set()
    name = person.person.full_name
    assert {place for place, _name in found([name, person.person.given_names], hay)} <= NAMES_STAY
    assert {table for table in NAMES_STAY if found([person.person.given_names], [(table, rows_of(table))])}
    assert _outliving(held) == OUTLIVING
    _diploma_stays(person)
    assert _others(person) == others
    assert found(control, hay) == places
    _consent_is_proved(person)


def _held(person: Cast) -> dict[str, list[Any]]:
    """Rows that are the person's by relation and of which no column has a reason to stay."""
    rows: dict[str, list[Any]] = {}
    for entry in hooks.personal_data:
        if entry.person is not None and not entry.stays:
            model: Any = apps.get_model(entry.model)
            rows[entry.model] = list(model._base_manager.filter(**{entry.person or "pk": person.person.pk}))
    return rows


def _outliving(held: dict[str, list[Any]]) -> set[str]:
    return {
        label
        for label, rows in held.items()
        if apps.get_model(label)._base_manager.filter(pk__in=[row.pk for row in rows]).exists()
    }


def _others(person: Cast) -> dict[str, Any]:
    """The neighbour and the clerk, whom nothing may touch."""
    twin, clerk = person.twin, person.clerk
    return {
        "twin": Person.objects.filter(pk=twin.pk).values().get(),
        "diploma": list(Graduation.objects.filter(alumnus=twin.pk).values()),
        "clerk": User.objects.filter(pk=clerk.pk).values().get(),
    }


def _diploma_stays(person: Cast) -> None:
    stays = hooks.personal_data.get("alumni.Graduation")
    assert stays is not None
    row = Graduation.objects.get(alumnus=person.alumnus)
    assert all(getattr(row, name) for name in stays.stays)
    assert all(str(why) for why in stays.stays.values())
    kept = Person.objects.get(pk=person.person.pk)
    assert (kept.tckn, kept.passport_no, kept.birth_date, kept.user_id) == ("", "", None, None)
    assert kept.tckn_hash is not None


def _consent_is_proved(person: Cast) -> None:
    said = ConsentEntry.objects.filter(person=person.person.pk).order_by("pk")
    assert list(said.values_list("purpose", "act")) == [("news", "given"), ("news", "withdrawn")]


def _control(department: Unit, clerk: User) -> list[str]:
    """Somebody else of the same department, with contacts, a job and a list of the own."""
    other = graduate(programme_of(department), given_names="Duran", surname="Kalıcıoğlu", tckn="", contacts=False)
    enrol(other, UserFactory.create(email="duran.kalici@posta.example"))
    ContactPoint.objects.create(
        person=other.person, kind="phone", value="+905311234567", normalised="+905311234567", is_primary=True
    )
    Employment.objects.create(alumnus=other, employer=OrganisationFactory.create(), title="Kalıcı Uzmanı")
    text = "Ad;E-posta\nDuran Kalıcıoğlu;duran.kalici@posta.example\n"
    file = store_file(upload=io.BytesIO(text.encode()), purpose=LISTS, by=clerk, name="öbür.csv")
    ImportRun.objects.create(file=file, file_name="öbür.csv", by=clerk)
    OutgoingMail.objects.create(to="duran.kalici@posta.example", subject="Merhaba", text="Kalıcı Uzmanı")
    return ["duran.kalici@posta.example", "+905311234567", "Kalıcı Uzmanı", "Duran Kalıcıoğlu"]


def test_a_killed_erasure_begins_anew_and_a_second_one_finds_nothing(
    person: Cast, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    request = RightsRequest.objects.get(person=person.person, kind="erase")

    def dies(person_id: int) -> int:
        raise MemoryError

    hooks.traces.register(dies)
    try:
        with pytest.raises(MemoryError):
            erase_person(person=person.person, request=request, by=coordinator)
    finally:
        hooks.traces.unregister(dies)
    assert ContactPoint.objects.filter(person=person.person).exists()
    with django_capture_on_commit_callbacks(execute=True):
        first = erase_person(person=person.person, request=request, by=coordinator)
        second = erase_person(person=person.person, request=request, by=coordinator)
    assert first["people.ContactPoint"] == 4
    assert {name: second[name] for name in ("people.ContactPoint", "alumni.Employment", "accounts.User")} == {
        "people.ContactPoint": 0,
        "alumni.Employment": 0,
        "accounts.User": 0,
    }


@pytest.fixture
def backup(tmp_path: Path) -> Iterator[Path]:
    """The files as a backup would have them."""
    place = tmp_path / "backup"
    yield place
    shutil.rmtree(place, ignore_errors=True)


def test_a_restored_backup_forgets_again(
    person: Cast, coordinator: User, backup: Path, django_capture_on_commit_callbacks: Any, tmp_path: Path
) -> None:
    values = dict.fromkeys(person.plain)
    request = RightsRequest.objects.get(person=person.person, kind="erase")
    shutil.copytree(settings.MEDIA_ROOT, backup)
    point = transaction.savepoint()  # what follows is undone as a restored backup undoes it: rows, history and files
    erase_person(person=person.person, request=request, by=coordinator)
    out = StringIO()
    call_command("export_erasures", stdout=out)
    transaction.savepoint_rollback(point)
    shutil.rmtree(settings.MEDIA_ROOT)
    shutil.copytree(backup, settings.MEDIA_ROOT)
    assert found(values, haystack()) != set()
    listed = tmp_path / "erasures"
    listed.write_text(out.getvalue(), encoding="utf-8")

    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("replay_erasures", str(listed), stdout=StringIO())
        assert found(values, haystack()) == set()
    assert Erased.objects.filter(alumnus=person.alumnus).count() == 1
