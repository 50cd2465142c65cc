"""What a claim and a record have in common, and which records are worth a look."""

from datetime import date

import pytest

from alumni.membership.candidates import find_candidates
from alumni.membership.drafts import hash_identifier
from alumni.membership.matching import Verdict, compare, names_are_exact, score_of
from alumni.membership.models import Claim
from alumni.membership.strength import MEDIUM, STRONG
from alumni.registry.models import Alumnus, Graduation
from mik.people.models import Person
from mik.units.models import Level, Unit
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

from .conftest import NUMBER


def verdicts(claim: Claim, record: Alumnus) -> dict[str, str]:
    return {line.code: line.verdict.value for line in compare(claim, record)}


@pytest.mark.django_db
def test_a_claim_is_compared_line_by_line(claim: Claim, record: Alumnus) -> None:
    assert verdicts(claim, record) == {
        "name": "same",
        "birth_date": "same",
        "unit": "same",
        "year": "close",
        "student_no": "uncompared",
        "diploma_no": "uncompared",
        "identifier": "uncompared",
        "phone": "uncompared",
    }
    assert score_of(compare(claim, record)) >= STRONG


@pytest.mark.django_db
def test_each_line_says_why(claim: Claim, record: Alumnus) -> None:
    lines = {line.code: line for line in compare(claim, record)}
    assert lines["name"].reason == "büyük-küçük harf ve Türkçe harfler eşitlendi"
    assert lines["year"].reason == "1 yıl fark"
    assert lines["student_no"].declared == "Hatırlamıyor"


@pytest.mark.django_db
def test_the_identifier_is_never_among_the_lines(claim: Claim, record: Alumnus) -> None:
    claim.identifier, claim.identifier_hash = NUMBER, hash_identifier(NUMBER)
    line = next(line for line in compare(claim, record) if line.code == "identifier")
    assert (line.declared, line.recorded, line.verdict) == ("Yazdı", "Kayıtta var", Verdict.MATCHED)
    assert NUMBER not in str(compare(claim, record))


@pytest.mark.django_db
def test_a_wrong_level_is_close_and_another_department_differs(
    claim: Claim, record: Alumnus, other_department: Unit
) -> None:
    claim.level = Level.MASTER
    assert verdicts(claim, record)["unit"] == "close"
    claim.unit = other_department
    assert verdicts(claim, record)["unit"] == "different"


@pytest.mark.parametrize(
    ("given", "surname", "former", "exact"),
    [
        ("HÜSEYİN", "ince", "", True),
        ("Hüseyin", "Demir", "İnce", True),
        ("Hüseyin", "Demir", "", False),
        ("Hüseyin Ali", "İnce", "", False),
    ],
)
def test_the_name_of_graduation_day_counts(given: str, surname: str, former: str, exact: bool) -> None:
    person = Person(given_names="Hüseyin", surname="İNCE")
    assert names_are_exact(Claim(given_names=given, surname=surname, former_surname=former), person) is exact


@pytest.mark.django_db
def test_day_and_month_swapped_is_close(claim: Claim, record: Alumnus) -> None:
    claim.birth_date = date(2001, 4, 3)
    assert verdicts(claim, record)["birth_date"] == "close"
    claim.birth_date = date(1999, 12, 30)
    assert verdicts(claim, record)["birth_date"] == "different"


def look(claim: Claim) -> list[int]:
    found = find_candidates(claim, among=Alumnus.objects.all(), graduations=Graduation.objects.all())
    return [candidate.alumnus.pk for candidate in found]


@pytest.mark.django_db
def test_the_right_record_comes_first(claim: Claim, record: Alumnus, department: Unit) -> None:
    namesake = graduate(programme_of(department), year=2019, given_names="Hüseyin", surname="İnceoğlu")
    graduate(programme_of(department), year=2022, given_names="Zeynep", surname="Kurt")
    assert look(claim)[0] == record.pk
    assert namesake.pk not in look(claim)[:1]


@pytest.mark.django_db
def test_a_record_in_another_department_is_found_by_birth_date(claim: Claim, other_department: Unit) -> None:
    elsewhere = graduate(
        programme_of(other_department), given_names="Hüseyin", surname="İnce", birth_date=date(2001, 3, 4)
    )
    assert look(claim) == [elsewhere.pk]


@pytest.mark.django_db
def test_a_namesake_alone_is_no_strong_match(claim: Claim, other_department: Unit) -> None:
    graduate(programme_of(other_department), year=1990, given_names="Hüseyin", surname="İnce")
    found = find_candidates(claim, among=Alumnus.objects.all(), graduations=Graduation.objects.all())
    assert all(candidate.score < MEDIUM for candidate in found)
