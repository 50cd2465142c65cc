"""A representative's own list: names, years, telephones, no numbers; it adds to records and makes none."""

import io
from pathlib import Path
from typing import Any

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alumni.registry.importing import ListError
from alumni.registry.importing.choosing import choose
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.importing.undo import contexts_of, people_of, undo_chunk
from alumni.registry.models import Alumnus, Graduation, ImportRun
from mik.accounts.models import User
from mik.common.tables import read_table
from mik.people.models import Person
from mik.units.models import Level, Unit
from tests.alumni.registry.importing.lists import bring_in, outcomes, received, take, write
from tests.factories.alumni import graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

HEADER = "Ad Soyad;Mezuniyet yılı;Cep telefonu;E-posta;İşyeri"


@pytest.fixture
def known(department: Unit) -> Alumnus:
    return graduate(programme_of(department), given_names="Işıl", surname="Iğdırlıoğlu", year=2003, contacts=False)


def previewed(by: User, unit: Unit | None, *lines: str, header: str = HEADER, of: Unit | None = None) -> ImportRun:
    run = received("\n".join([header, *lines]) + "\n", by=by, unit=unit, department=of)
    take(run, apply=False)
    return run


def phones(alumnus: Alumnus) -> list[str]:
    return list(alumnus.person.contacts.filter(kind="phone").values_list("normalised", flat=True))


def test_the_same_name_and_year_is_surely_that_record(known: Alumnus, representative: User, department: Unit) -> None:
    run = previewed(representative, department, "IŞIL IĞDIRLIOĞLU;2003;0532 111 22 33;isil@ornek.example;TUSAŞ")
    assert outcomes(run) == ["updated"]
    assert take(run, apply=True).updated == 1
    known.person.refresh_from_db()
    assert phones(known) == ["+905321112233"]
    assert known.person.full_name == "Işıl Iğdırlıoğlu"
    assert (Person.objects.count(), Graduation.objects.count()) == (1, 1)


def test_it_lands_once(known: Alumnus, representative: User, department: Unit) -> None:
    rows = ("Işıl Iğdırlıoğlu;2003;0532 111 22 33;;",)
    take(previewed(representative, department, *rows), apply=True)
    again = previewed(representative, department, *rows)
    assert outcomes(again) == ["unchanged"]


def test_a_telephone_with_a_name_alike_is_enough(known: Alumnus, representative: User, department: Unit) -> None:
    ContactPointFactory.create(person=known.person, kind="phone", value="+905321112233", normalised="+905321112233")
    run = previewed(representative, department, "Işıl Nur Iğdırlıoğlu;;0532 111 22 33;isil@ornek.example;")
    assert outcomes(run) == ["updated"]
    take(run, apply=True)
    known.person.refresh_from_db()
    assert known.person.given_names == "Işıl"  # a list that finds people by their names corrects none


def test_a_year_off_the_chosen_record_keeps_its_year(known: Alumnus, representative: User, department: Unit) -> None:
    known.graduations.update(graduated_on=None)
    header = "Ad Soyad;Mezuniyet tarihi;Cep telefonu"
    run = previewed(representative, department, "Işıl Iğdırlıoğlu;27.06.2004;0532 111 22 33", header=header)
    assert outcomes(run) == ["likely"]
    choose(run=run, choices={2: f"same-{known.pk}"}, group="", by=representative)
    assert take(run, apply=True).updated == 1
    assert known.graduations.values_list("year", "graduated_on").get() == (2003, None)
    assert phones(known) == ["+905321112233"]


@pytest.mark.parametrize("choice", ["", "list"])
@pytest.mark.parametrize("rules", [{}, {"birth_date": "list", "student_no": "list", "diploma_no": "list"}])
def test_it_fills_what_is_empty_and_overwrites_nothing(
    known: Alumnus, representative: User, department: Unit, choice: str, rules: dict[str, str]
) -> None:
    known.graduations.update(student_no="111", diploma_no="", graduated_on=None)
    Person.objects.filter(pk=known.pk).update(birth_date=None, sex="f", nationality="TR")
    header = "Ad Soyad;Mezuniyet tarihi;Öğrenci no;Diploma no;Cinsiyet;Uyruk"
    run = received(
        f"{header}\nIşıl Iğdırlıoğlu;27.06.2003;222;2003/7;Erkek;Almanya\n", by=representative, unit=department
    )
    run.rules = rules
    run.save()
    take(run, apply=False)
    assert outcomes(run) == ["updated"]
    (verdict,) = ImportVerdict.objects.filter(run=run)
    assert [one.field for one in verdict.shown.diff] == ["graduated_on", "diploma_no"]
    ImportVerdict.objects.filter(run=run).update(choice=choice)
    assert take(run, apply=True).updated == 1
    graduation = known.graduations.get()
    assert (graduation.student_no, graduation.diploma_no) == ("111", "2003/7")
    assert (graduation.year, str(graduation.graduated_on)) == (2003, "2003-06-27")
    known.person.refresh_from_db()
    assert (known.person.sex, known.person.nationality) == ("f", "TR")


@pytest.mark.parametrize(
    "row",
    ["Işıl Iğdırlıoğlu;2005;0532 111 22 33;;", "Işıl Iğdırlıoglu;2003;;;x", "Işık Iğdırlıoğlu;2003;0532 111 22 33;;"],
    ids=["another year", "sure, folded", "a slip"],
)
def test_what_is_not_sure_is_asked(known: Alumnus, representative: User, department: Unit, row: str) -> None:
    run = previewed(representative, department, row)
    assert outcomes(run) == (["unchanged"] if ";x" in row else ["likely"])


def test_two_of_one_name_are_asked_about(known: Alumnus, representative: User, department: Unit) -> None:
    other = graduate(programme_of(department, Level.MASTER), given_names="Işıl", surname="Iğdırlıoğlu", year=2003)
    run = previewed(representative, department, "Işıl Iğdırlıoğlu;2003;0532 111 22 33;;")
    assert outcomes(run) == ["likely"]
    assert choose(run=run, choices={2: f"same-{other.pk}"}, group="", by=representative) == 1
    assert take(run, apply=True).updated == 1
    assert "+905321112233" in phones(other)
    assert phones(known) == []
    assert Graduation.objects.count() == 2


def test_two_rows_of_one_name_are_asked_about(known: Alumnus, representative: User, department: Unit) -> None:
    rows = ("Işıl Iğdırlıoğlu;2003;0532 111 22 33;;", "Işıl Iğdırlıoğlu;2003;0533 111 22 33;;")
    assert outcomes(previewed(representative, department, *rows)) == ["likely", "likely"]
    assert outcomes(previewed(representative, department, rows[0], rows[0])) == ["updated", "repeated"]


def test_the_same_row_twice_lands_once(known: Alumnus, representative: User, department: Unit) -> None:
    run = previewed(representative, department, *["Işıl Iğdırlıoğlu;2003;0532 111 22 33;;"] * 2)
    tally = take(run, apply=True)
    assert (tally.updated, tally.repeated, tally.rejected) == (1, 1, 0)


def test_undecided_nothing_lands_and_the_error_file_says_why(
    known: Alumnus, representative: User, department: Unit, client_for: Any
) -> None:
    run = previewed(representative, department, "Işık Iğdırlıoğlu;2003;0532 111 22 33;;")
    tally = take(run, apply=True)
    assert (tally.good, tally.reasons) == (0, {"undecided": 1})
    assert phones(known) == []
    answer = client_for(representative).get(f"/temsilci/{department.pk}/ice-aktar/{run.pk}/hatalar/")
    with read_table(io.BytesIO(b"".join(answer.streaming_content)), "hatalar.xlsx") as table:
        (row,) = list(table.sheets[0].rows())[1:]
    assert row.cells[:2] == ("Işık Iğdırlıoğlu", "2003")
    assert "karar verilmedi" in str(row.cells[-2])
    assert Person.objects.count() == 1


def test_nobody_new_is_made(known: Alumnus, representative: User, department: Unit) -> None:
    run = previewed(representative, department, "Veli Uçar;2003;0532 111 22 33;;")
    assert run.counts["reasons"] == {"unmatched": 1}
    assert choose(run=run, choices={2: "new"}, group="likely:new", by=representative) == 0
    assert take(run, apply=True).reasons == {"unmatched": 1}
    assert "yeni kayıt açılmaz" in run.problems.get().remedy
    assert Person.objects.count() == 1


def test_nobody_new_can_be_chosen(known: Alumnus, representative: User, department: Unit) -> None:
    run = previewed(representative, department, "Işık Iğdırlıoğlu;2003;0532 111 22 33;;")
    assert choose(run=run, choices={2: "new"}, group="", by=representative) == 0
    assert choose(run=run, choices={}, group="likely:new", by=representative) == 0


def test_another_departments_graduates_are_not_found(
    other_department: Unit, representative: User, department: Unit
) -> None:
    graduate(programme_of(other_department), given_names="Işıl", surname="Iğdırlıoğlu", year=2003)
    run = previewed(representative, department, "Işıl Iğdırlıoğlu;2003;0532 111 22 33;;")
    assert run.counts["reasons"] == {"unmatched": 1}


def test_another_departments_record_cannot_be_chosen(
    known: Alumnus, other_department: Unit, representative: User, department: Unit, client_for: Any
) -> None:
    other = graduate(programme_of(other_department), given_names="Işık", surname="Iğdırlıoğlu", year=2003)
    run = previewed(representative, department, "Işık Iğdırlıoğlu;2003;0532 111 22 33;;")
    address = f"/temsilci/{department.pk}/ice-aktar/{run.pk}/kararlar/"
    client_for(representative).post(address, {"satir-2": f"same-{other.pk}"})
    assert ImportVerdict.objects.get(run=run).chosen_id is None


def test_a_record_that_left_the_department_since_is_not_landed_on(
    known: Alumnus, other_department: Unit, representative: User, department: Unit
) -> None:
    run = previewed(representative, department, "Işıl Iğdırlıoğlu;2003;0532 111 22 33;;")
    known.graduations.update(programme=programme_of(other_department))
    assert take(run, apply=True).reasons == {"choice_gone": 1}
    assert phones(known) == []


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Adı;Soyadı;Yıl;Telefon", "Işıl;Iğdırlıoğlu;2003;05321112233"),
        ("Soyadı Adı;Mezuniyet tarihi;GSM", "Iğdırlıoğlu Işıl;27.06.2003;0532 111 22 33"),
        ("Ad Soyad;Mezuniyet Yılı;Tel;Şehir", "Işıl IĞDIRLIOĞLU;2003;532 111 22 33;Trabzon"),
        ("Ad Soyad;Bölüm;Mezuniyet Yılı;Tel", "Işıl IĞDIRLIOĞLU;Makine Mühendisliği;2003;532 111 22 33"),
        ("Ad Soyad;Düzey;Mezuniyet Yılı;Tel", "Işıl IĞDIRLIOĞLU;Lisans;2003;532 111 22 33"),
    ],
)
def test_however_it_is_laid_out(known: Alumnus, representative: User, department: Unit, header: str, row: str) -> None:
    known.graduations.update(graduated_on=None)
    run = previewed(representative, department, row, header=header)
    assert outcomes(run) == ["updated"], run.problems.values_list("reason", "message")
    take(run, apply=True)
    assert phones(known) == ["+905321112233"]
    assert known.graduations.get().year == 2003


def test_a_row_with_nothing_but_a_name_and_a_telephone_is_read(
    known: Alumnus, representative: User, department: Unit
) -> None:
    rows = ("Işıl Iğdırlıoğlu;;0532 111 22 33;;", "Toplam;1;;;")
    run = previewed(representative, department, *rows)
    assert (run.counts["rows"], outcomes(run)) == (1, ["likely"])


def test_the_office_says_whose_list_it_is(known: Alumnus, coordinator: User, department: Unit, client_for: Any) -> None:
    run = received(f"{HEADER}\nIşıl Iğdırlıoğlu;2003;0532 111 22 33;;\n", by=coordinator)
    client, address = client_for(coordinator), f"/koordinator/ice-aktar/{run.pk}/sutunlar/"
    page = client.get(address)
    assert page.context["form"].asks_for_department
    columns = {f"c{c.index}": c.field or "" for c in page.context["form"].columns}
    assert client.post(address, columns).status_code == 422
    assert client.post(address, columns | {"department": department.pk}).status_code == 302
    run.refresh_from_db()
    take(run, apply=False)
    assert outcomes(run) == ["updated"]


def test_a_representative_is_asked_nothing(
    known: Alumnus, representative: User, department: Unit, client_for: Any
) -> None:
    run = received(f"{HEADER}\nIşıl Iğdırlıoğlu;2003;0532 111 22 33;;\n", by=representative, unit=department)
    client, address = client_for(representative), f"/temsilci/{department.pk}/ice-aktar/{run.pk}/sutunlar/"
    page = client.get(address)
    assert "Bu listede kimlik numarası yok" in page.content.decode()
    columns = {f"c{c.index}": c.field or "" for c in page.context["form"].columns}
    assert client.post(address, columns).status_code == 302


def test_a_nightly_file_without_its_numbers_is_refused(known: Alumnus, tmp_path: Path) -> None:
    """Nobody looks at its preview, so a column that lost its name must not turn it into another kind of list."""
    with pytest.raises(ListError, match="Kimlik"):
        bring_in(write(tmp_path, "Işıl Iğdırlıoğlu;2003;Makine Mühendisliği;", header="Ad Soyad;Yıl;Bölüm;Telefon"))


def test_undone_it_leaves_nothing(known: Alumnus, representative: User, department: Unit) -> None:
    run = received(f"{HEADER}\nIşıl Iğdırlıoğlu;2003;0532 111 22 33;;\n", by=representative, unit=department)
    take(run, apply=False)
    with pghistory.context(view="job:registry.import_apply", **{"import": run.pk}):
        take(run, apply=True)
    contexts = contexts_of(run)
    assert undo_chunk(contexts=contexts, people=people_of(contexts), write=True).undone == 1
    assert phones(known) == []


def test_nothing_but_names_is_no_list(representative: User, department: Unit, client_for: Any) -> None:
    run = received("Ad Soyad;Şehir;İşyeri\nIşıl Iğdırlıoğlu;Trabzon;TUSAŞ\n", by=representative, unit=department)
    address = f"/temsilci/{department.pk}/ice-aktar/{run.pk}/sutunlar/"
    answer = client_for(representative).post(address, {"c0": "full_name"})
    assert answer.status_code == 422
    assert "telefon" in answer.content.decode()


def test_a_list_with_numbers_still_refuses_rows_without(representative: User, department: Unit, known: Alumnus) -> None:
    run = previewed(
        representative, department, ";Işıl Iğdırlıoğlu;2003;Makine Mühendisliği",
        header="TC Kimlik No;Ad Soyad;Mezuniyet yılı;Bölüm",
    )  # fmt: skip
    assert run.counts["reasons"] == {"tckn": 1}


def test_the_rows_of_a_chunk_are_matched_together(representative: User, department: Unit) -> None:
    """As many questions for three rows as for one; the first list only warms up."""
    asked = []
    for names in (["Ali Can"], ["Ayşe Kara"], ["Elif Uz", "Fatma Ak", "Zeynep Su"]):
        for name in names:
            given, surname = name.split()
            graduate(programme_of(department), given_names=given, surname=surname, year=2003, contacts=False)
        run = received("\n".join([HEADER, *(f"{name};2003;;{name[0]}@ornek.example;" for name in names)]),
                       by=representative, unit=department)  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            take(run, apply=False)
        asked.append(len(queries))
    assert asked[1] == asked[2]
