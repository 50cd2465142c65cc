"""Graduates who are not in the registry, and students on their way into it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from alumni.membership import services
from alumni.membership.control import has_the_records_student_address
from alumni.membership.models import Claim, Membership
from alumni.membership.proposing import propose, propose_all
from alumni.membership.students.models import StudentNote
from alumni.membership.students.services import join_all, save_note
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.identities import signed_in_by_university
from mik.accounts.models import User
from mik.common.fields import keyed_hash
from mik.common.identifiers import is_foreigner_number
from mik.people.models import Death, Person
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.people import tckn
from tests.factories.units import programme_of

from .conftest import NUMBER, mails_to
from .test_decisions import at_department, decide

pytestmark = pytest.mark.django_db
Join = Callable[..., tuple[Any, Any]]
ClientFor = Callable[[User | None], Any]


@pytest.fixture
def proposed(newcomer: User, department: Unit, join: Join) -> Claim:
    """Sent in by somebody the registry does not know; the worker has been there."""
    join(newcomer)
    claim = Claim.objects.get()
    assert propose(claim_id=claim.pk) is not None
    claim.refresh_from_db()
    return claim


def test_a_claim_that_fits_no_record_proposes_one_once(proposed: Claim, department: Unit) -> None:
    record = proposed.alumnus
    assert record is not None
    assert (record.state, record.source, record.person.full_name) == ("proposed", "member", "hüseyin ince")
    graduation = Graduation.objects.get(alumnus=record)
    assert (graduation.programme, graduation.year) == (programme_of(department), 2022)
    assert propose(claim_id=proposed.pk) is None
    assert propose_all() == 0
    assert Alumnus.objects.count() == 1


def test_it_stands_in_the_departments_list_and_leads_to_the_claim(
    proposed: Claim, representative: User, department: Unit, client_for: ClientFor
) -> None:
    client = client_for(representative)
    listed = client.get(reverse("representatives:graduate_list", args=[department.pk]) + "?gorunum=onerilen")
    assert "Onay bekliyor" in listed.content.decode()
    page = client.get(reverse("representatives:graduate_detail", args=[department.pk, proposed.alumnus_id]))
    assert at_department(department, proposed.pk) in page.content.decode()


def test_confirming_it_joins_the_account(
    proposed: Claim, representative: User, department: Unit, client_for: ClientFor
) -> None:
    client, url = client_for(representative), at_department(department, proposed.pk)
    assert "önerilmiş bir kayıt açıldı" in client.get(url).content.decode()
    decide(client, url, decision="approve", programme=programme_of(department).pk, year="2021")
    membership = Membership.objects.get()
    assert (membership.alumnus_id, membership.alumnus.state) == (proposed.alumnus_id, "confirmed")
    assert Graduation.objects.get().year == 2021


def test_refusing_withdrawing_and_another_record_drop_it(
    proposed: Claim, representative: User, department: Unit, client_for: ClientFor
) -> None:
    person = proposed.alumnus_id
    assert person is not None
    services.refuse_claim(claim=proposed, by=representative, as_role="representative", reason="x")
    assert not Person.objects.filter(pk=person).exists()
    proposed.refresh_from_db()
    assert (proposed.state, proposed.alumnus_id, proposed.proposed) == ("refused", None, False)


def test_another_record_chosen_instead_drops_it(
    proposed: Claim, representative: User, department: Unit, client_for: ClientFor
) -> None:
    other = graduate(programme_of(department), given_names="Hüseyin", surname="İnceoğlu")
    url = at_department(department, proposed.pk) + f"?kayit={other.pk}"
    decide(client_for(representative), url, decision="approve")
    assert (Membership.objects.get().alumnus_id, Alumnus.objects.count()) == (other.pk, 1)


def test_the_office_confirms_it_from_the_records_own_page(
    proposed: Claim, coordinator: User, client_for: ClientFor
) -> None:
    client_for(coordinator).post(reverse("coordinator:graduate_confirm", args=[proposed.alumnus_id]))
    proposed.refresh_from_db()
    assert (proposed.state, Membership.objects.get().user_id) == ("approved", proposed.user_id)


def test_a_number_another_record_bears_opens_none(
    newcomer: User, other_department: Unit, department: Unit, join: Join
) -> None:
    join(newcomer, given_names="Bambaşka", surname="Biri", birth_date="1970-02-02")
    graduate(programme_of(other_department), given_names="Zübeyde", surname="Öteki", tckn=NUMBER)
    assert propose(claim_id=Claim.objects.get().pk) is None


def test_passport_and_foreigner_number_prove_as_much_as_a_tckn(department: Unit, join: Join, record: Alumnus) -> None:
    foreigner = tckn(890_000_001)
    assert is_foreigner_number(foreigner)
    for kind, number, column in (("national", foreigner, "tckn"), ("passport", "U 123-456", "passport_no")):
        user = UserFactory.create(name="")
        purpose = "tckn" if kind == "national" else "passport"
        plain = number if kind == "national" else "U123456"
        hashed = keyed_hash(plain, purpose=purpose)
        fields: dict[str, Any] = {"tckn": "", column: plain, f"{column.removesuffix('_no')}_hash": hashed}
        person = graduate(
            programme_of(department),
            contacts=False,
            given_names="Aysel",
            surname="Quliyeva",
            birth_date=date(1999, 1, 2),
            **fields,
        )
        person.person.contacts.create(kind="email", value=user.email, normalised=user.email)
        _client, page = join(
            user,
            given_names="Aysel",
            surname="Quliyeva",
            birth_date="1999-01-02",
            identifier_kind=kind,
            identifier=number,
        )
        assert page.url == reverse("alumni:claim_welcome")


# --- students --------------------------------------------------------------------------------------


def note_of(user: User, unit: Unit, number: str = NUMBER) -> StudentNote:
    return save_note(
        user=user,
        number=number,
        given_names="Hüseyin",
        surname="İnce",
        birth_date=date(2001, 3, 4),
        student_no="348721",
        unit=unit,
        level=6,
    )


@pytest.fixture
def graduand() -> User:
    return UserFactory.create(email="348721@ogr.ktu.edu.tr", name="")


def test_a_student_joins_when_the_graduation_comes_in(graduand: User, department: Unit, record: Alumnus) -> None:
    note_of(graduand, department)
    Person.objects.filter(pk=record.pk).update(birth_date=date(1990, 1, 1))
    assert (join_all(), Claim.objects.count()) == (0, 0)
    Person.objects.filter(pk=record.pk).update(birth_date=date(2001, 3, 4))
    Graduation.objects.update(student_no="348721")
    assert (join_all(), join_all()) == (1, 0)
    membership = Membership.objects.get()
    assert (membership.alumnus_id, membership.method) == (record.pk, "university")
    assert mails_to(graduand.email)[-1].template == "membership/approved"


def test_nobody_joins_by_themselves_with_the_record_of_somebody_who_has_died(
    graduand: User, department: Unit, record: Alumnus
) -> None:
    Graduation.objects.update(student_no="348721")
    Death.objects.create(person=record.person, evidence=Death.Evidence.FAMILY, marked_by=UserFactory.create())
    note_of(graduand, department)
    assert join_all() == 0
    assert (Claim.objects.get().state, Membership.objects.count()) == ("submitted", 0)


def test_a_student_address_of_another_number_goes_to_the_representative(department: Unit, record: Alumnus) -> None:
    Graduation.objects.update(student_no="348721")
    stranger = UserFactory.create(email="999999@ogr.ktu.edu.tr", name="")
    note_of(stranger, department)
    assert join_all() == 0
    claim = Claim.objects.get()
    assert (claim.state, claim.unit, claim.alumnus_id, Membership.objects.count()) == (
        "submitted",
        department,
        record.pk,
        0,
    )
    assert not has_the_records_student_address(stranger, record)


def test_an_unconfirmed_student_address_proves_nothing(graduand: User, record: Alumnus) -> None:
    Graduation.objects.update(student_no="348721")
    assert has_the_records_student_address(graduand, record)
    EmailAddress.objects.filter(user=graduand).update(verified=False)
    assert not has_the_records_student_address(graduand, record)
    assert not signed_in_by_university(graduand)


def test_what_a_student_said_once_is_not_typed_again(graduand: User, department: Unit, client_for: ClientFor) -> None:
    client, url = client_for(graduand), reverse("alumni:student_note")
    said = {
        "given_names": "Hüseyin",
        "surname": "İnce",
        "birth_date": "2001-03-04",
        "student_no": "348721",
        "unit": department.pk,
        "level": "6",
    }
    assert client.get(url).context["form"]["student_no"].value() == "348721"
    assert list(client.post(url, said | {"number": "12345678901"}).context["form"].errors) == ["number"]
    assert client.post(url, said | {"number": NUMBER}).url == reverse("home:student")
    assert client.post(url, said | {"number": ""}).url == reverse("home:student")
    assert StudentNote.objects.get().identifier == NUMBER
    assert NUMBER not in client.get(url).content.decode()
    assert client.get(reverse("alumni:claim_person")).context["form"].initial["surname"] == "İnce"
    draft = services.start_draft(user=graduand)
    assert (draft.identifier, draft.unit, draft.student_no) == (NUMBER, department, "348721")
    client.post(url, {"sil": "1"})
    assert not StudentNote.objects.exists()


def test_only_students_have_the_page(newcomer: User, graduand: User, record: Alumnus, client_for: ClientFor) -> None:
    assert client_for(newcomer).get(reverse("alumni:student_note")).status_code == 404
    enrol(record, graduand)
    assert client_for(graduand).get(reverse("alumni:student_note")).status_code == 404
