"""A whole import goes back to what stood there before; what somebody touched since stays as it is."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from alumni.registry.importing.models import ToldGraduation
from alumni.registry.importing.undo import contexts_of, forget_what_was_told, people_of, undo_chunk
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.audit.context import acting
from mik.people.models import ContactPoint, Person
from tests.alumni.registry.importing.lists import bring_in, line, write
from tests.factories.alumni import enrol

MODELS: tuple[Any, ...] = (Person, Alumnus, Graduation, ContactPoint)


def snapshot() -> dict[str, list[Any]]:
    """Every column of the registry, as text where it is encrypted; when a row was last saved is left out."""
    return {
        model.__name__: [
            {f.attname: getattr(thing, f.attname) for f in model._meta.local_concrete_fields if f.name != "updated_at"}
            for thing in model.objects.order_by("pk")
        ]
        for model in MODELS
    }


def undo(run: ImportRun, *, write: bool = True) -> tuple[int, list[int]]:
    contexts = contexts_of(run)
    done = undo_chunk(contexts=contexts, people=people_of(contexts), write=write)
    return done.undone, done.kept


def test_new_and_changed_records_go_back(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1), line(2, mail="a@ornek.example")))
    before = snapshot()
    run, tally = bring_in(write(tmp_path, line(1, surname="Uzun", phone="0532 123 45 67"),
                                line(2, mail="b@ornek.example"), line(3)))  # fmt: skip
    assert (tally.created, tally.updated) == (1, 2)
    assert undo(run) == (3, [])
    assert snapshot() == before


def test_a_number_that_was_added_goes_with_its_hash(units: None, tmp_path: Path) -> None:
    header = "ADI;SOYADI;DOĞUM TARİHİ;FAKÜLTE;BÖLÜM;DÜZEY;MEZUNİYET TARİHİ;DİPLOMA NO;ÖĞRENCİ NO;TC KİMLİK NO"
    row = "Gülizar;Aksoy;01.02.1980;Mühendislik Fakültesi;Makine Mühendisliği;lisans;30.06.2003;2003/7;555;"
    bring_in(write(tmp_path, row, header=header))
    before = snapshot()
    run, _tally = bring_in(write(tmp_path, row + line(7).split(";")[0], header=header))
    assert Person.objects.get().tckn_hash is not None
    undo(run)
    assert snapshot() == before


def test_the_next_list_is_looked_at_anew(units: None, tmp_path: Path) -> None:
    path = write(tmp_path, line(1))
    run, _tally = bring_in(path)
    undo(run)
    assert not ToldGraduation.objects.exists()
    assert bring_in(path)[1].created == 1


def test_a_repetition_in_between_keeps_no_row_from_being_looked_at_anew(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1)))
    changed = write(tmp_path, line(1, surname="Uzun"))
    run, _tally = bring_in(changed)
    repeated, tally = bring_in(changed)
    assert (tally.unchanged, undo(repeated)) == (1, (0, []))
    forget_what_was_told(repeated)
    assert bring_in(changed)[1].unchanged == 1
    undo(run)
    forget_what_was_told(run)
    assert bring_in(changed)[1].updated == 1


def touched(user: User, model: Any, **changes: object) -> None:
    with acting(user_id=user.pk, role="coordinator"):
        thing = model.objects.first()
        for name, value in changes.items():
            setattr(thing, name, value)
        thing.save()


@pytest.mark.parametrize(
    ("model", "changes"),
    [(Person, {"surname": "Uzun"}), (Alumnus, {"tags": ["söz"]}), (Graduation, {"student_no": "9"}),
     (ContactPoint, {"is_primary": False})],
    ids=["person", "record", "graduation", "contact"],
)  # fmt: skip
def test_what_somebody_touched_since_stays(
    units: None, tmp_path: Path, coordinator: User, model: Any, changes: dict[str, object]
) -> None:
    run, _tally = bring_in(write(tmp_path, line(1, mail="a@ornek.example"), line(2, mail="b@ornek.example")))
    touched(coordinator, model, **changes)
    first = Person.objects.order_by("pk")[0]
    assert undo(run) == (1, [first.pk])
    assert list(Person.objects.all()) == [first]
    assert first.contacts.count() == 1


def test_a_record_with_something_of_its_own_stays(units: None, tmp_path: Path, coordinator: User) -> None:
    run, _tally = bring_in(write(tmp_path, line(1), line(2), line(3)))
    one, two, _three = Alumnus.objects.order_by("pk")
    with acting(user_id=coordinator.pk, role="coordinator"):
        enrol(one, coordinator)
        ContactPoint.objects.create(person=two.person, kind="email", value="x@ornek.example", normalised="x@ornek")
    assert undo(run) == (1, [one.pk, two.pk])


def test_undoing_twice_undoes_once(units: None, tmp_path: Path) -> None:
    bring_in(write(tmp_path, line(1)))
    run, _tally = bring_in(write(tmp_path, line(1, surname="Uzun")))
    undo(run)
    before = snapshot()
    undo(run)
    assert snapshot() == before


def test_by_page_nothing_is_undone_until_a_person_leaves_the_touched_ones(
    units: None, tmp_path: Path, coordinator: User, client_for: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client: Client = client_for(coordinator)
    run, _tally = bring_in(write(tmp_path, line(1, surname="Iğdırlıoğlu-Şahin"), line(2)))
    touched(coordinator, Person, former_surname="Öz")
    address = f"/koordinator/ice-aktar/{run.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address}geri-al/")
    assert Person.objects.count() == 2
    html = client.get(address).content.decode()
    assert "Iğdırlıoğlu-Şahin" in html
    assert "hiçbir şey geri alınmadı" in html
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address}geri-al/", {"kalan": "1"})
    run.refresh_from_db()
    assert (run.state, run.undone_by) == ("undone", coordinator)
    assert [person.surname for person in Person.objects.all()] == ["Iğdırlıoğlu-Şahin"]
