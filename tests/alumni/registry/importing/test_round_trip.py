"""An exported list, edited and uploaded again, comes back as a difference."""

from pathlib import Path

from alumni.registry.exchange.columns import COLUMNS
from alumni.registry.exchange.row_keys import row_key
from alumni.registry.importing import suggest_mapping
from alumni.registry.importing.comparing import Scope, compare
from alumni.registry.importing.reading import opened
from alumni.registry.merging.services import merge_records
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from tests.alumni.registry.importing.lists import bring_in, line, write

HEADER = "Kayıt anahtarı;Ad;Soyadı;Doğum tarihi;E-posta"


def key_of(person: Person) -> str:
    graduation = Graduation.objects.get(alumnus=person.pk)
    return row_key(graduation.pk, person.pk)


def imported(folder: Path) -> Person:
    bring_in(write(folder, line(1, mail="eski@ornek.example")))
    return Person.objects.get()


def test_edited_cells_change_the_record_and_nothing_else(units: None, tmp_path: Path) -> None:
    person = imported(tmp_path)
    row = f"{key_of(person)};Gülizar Nur;Aksoy;;yeni@ornek.example"
    _run, tally = bring_in(write(tmp_path, row, header=HEADER, name="duzeltilmis.csv"), source="Düzeltme")
    person.refresh_from_db()
    assert (tally.updated, tally.created) == (1, 0)
    assert (person.given_names, str(person.birth_date)) == ("Gülizar Nur", "1980-02-01")
    contacts = ContactPoint.objects.filter(kind="email").values_list("value", "is_primary")
    assert sorted(contacts) == [("eski@ornek.example", False), ("yeni@ornek.example", True)]


def test_an_unedited_row_is_unchanged(units: None, tmp_path: Path) -> None:
    person = imported(tmp_path)
    row = f"{key_of(person)};Gülizar;Aksoy;01.02.1980;eski@ornek.example"
    assert bring_in(write(tmp_path, row, header=HEADER))[1].unchanged == 1


def test_a_key_altered_in_one_letter_is_refused_with_words(units: None, tmp_path: Path) -> None:
    key = key_of(imported(tmp_path))
    broken = key[:-1] + ("A" if key[-1] != "A" else "B")
    run, tally = bring_in(write(tmp_path, f"{broken};Gül;Ak;;", header=HEADER))
    assert tally.reasons == {"row_key": 1}
    assert "anahtar" in run.problems.get().message


def test_a_key_of_a_record_that_went_is_refused(units: None, tmp_path: Path) -> None:
    person = imported(tmp_path)
    key = key_of(person)
    Graduation.objects.all().delete()
    assert bring_in(write(tmp_path, f"{key};Gül;Ak;;", header=HEADER))[1].reasons == {"row_key": 1}


def test_a_key_reaches_no_other_department(units: None, tmp_path: Path) -> None:
    person = imported(tmp_path)
    path = write(tmp_path, f"{key_of(person)};Başka;Ad;;", header=HEADER)
    elsewhere = Unit.objects.programmes().exclude(pk=Graduation.objects.get().programme_id)[0]
    run, _tally = bring_in(path, apply=False)
    with opened(run) as graduates:
        rows = list(graduates.results())
    (landing,) = compare(rows, scope=Scope(frozenset({elsewhere.pk})))  # type: ignore[arg-type]  # a good row
    assert landing.is_gone
    assert not landing.lands
    assert Alumnus.objects.get().person.given_names == "Gülizar"


def test_every_column_of_an_export_comes_back_as_what_it_is() -> None:
    """Where somebody lives is no nationality, and other addresses are not the first one."""
    headers = [str(column.label) for column in COLUMNS]
    mapping = suggest_mapping([*headers, "Kayıt anahtarı"])
    told = {name: headers[index] for name, index in mapping.items() if index < len(headers)}
    assert {name: told[name] for name in ("nationality", "email", "phone", "surname", "graduated_on")} == {
        "nationality": "Uyruk", "email": "E-posta", "phone": "Telefon", "surname": "Soyad",
        "graduated_on": "Mezuniyet tarihi",
    }  # fmt: skip
    without = suggest_mapping(["Ad", "Soyad", "Diğer e-postaları", "Telefon kaynağı", "Ülke", "Kayıt anahtarı"])
    assert set(without) == {"given_names", "surname", "row_key"}


def test_the_unit_and_the_date_stay_as_they_are(units: None, tmp_path: Path) -> None:
    """A department's name may be that of several programmes, and the year is that of the date."""
    person = imported(tmp_path)
    before = Graduation.objects.values().get()
    header = "Kayıt anahtarı;Ad;Soyad;Bölüm;Düzey;Mezuniyet tarihi;Mezuniyet yılı"
    _run, tally = bring_in(
        write(tmp_path, f"{key_of(person)};Gülizar;Aksoy;Böyle bölüm yok;Lisans;;1999", header=header)
    )
    assert tally.unchanged == 1
    assert Graduation.objects.values().get() == before


def test_a_key_follows_its_record_into_another(units: None, tmp_path: Path, coordinator: User) -> None:
    """One whose graduation moved along, and one whose graduation was the same diploma as the other record's."""
    bring_in(write(tmp_path, line(1), line(2, given="Gül"), line(3, given="Gülay").replace("30.06.2003", "30.06.2001")))
    winner, same, moved = (Alumnus.objects.get(person__given_names=name) for name in ("Gülizar", "Gül", "Gülay"))
    Graduation.objects.filter(alumnus=same.pk).update(diploma_no="")
    keys = [key_of(same.person), key_of(moved.person)]
    for loser in (same, moved):
        merge_records(winner=winner, loser=loser, choices={"tckn": "winner"}, by=coordinator)
    header = "Kayıt anahtarı;Mezuniyet tarihi;E-posta"
    rows = [f"{keys[0]};30.06.2003;bir@ornek.example", f"{keys[1]};29.06.2001;iki@ornek.example"]
    _run, tally = bring_in(write(tmp_path, *rows, header=header, name="geri.csv"), source="Düzeltme")
    assert (tally.updated, tally.rejected) == (2, 0)
    assert set(ContactPoint.objects.values_list("value", "person")) == {
        ("bir@ornek.example", winner.pk), ("iki@ornek.example", winner.pk)
    }  # fmt: skip
    days = Graduation.objects.filter(alumnus=winner.pk).values_list("graduated_on", flat=True)
    assert sorted(map(str, days)) == ["2001-06-29", "2003-06-30"]
