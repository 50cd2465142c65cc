"""Where values come from; what sources say otherwise is kept, and decided about with one click."""

from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.registry import member_services
from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus, Graduation, ImportRun
from alumni.registry.provenance.deciding import ask_for_correction, decide
from alumni.registry.provenance.hooks import erase_kept, export_kept
from alumni.registry.provenance.keeping import Said, contacts_taken_out, digest_of, keep
from alumni.registry.provenance.models import KeptValue
from alumni.registry.provenance.origins import origins_of
from alumni.registry.provenance.showing import provenance_of
from alumni.registry.scopes import office_scope, representative_scope
from mik.accounts.models import User
from mik.audit.context import acting
from mik.people.models import ContactPoint, Person, Source
from mik.units.models import Unit
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

ClientFor = Callable[[User | None], Client]
Rule, Outcome = KeptValue.Rule, KeptValue.Outcome


@pytest.fixture
def alumnus(alumna: User) -> Alumnus:
    return Alumnus.objects.select_related("person").get(person__user=alumna)


def said(alumnus: Alumnus, value: str = "Elif Nur", **more: Any) -> Said:
    given: dict[str, Any] = {"field": "given_names", "source": Source.IMPORT, "rule": Rule.HAND, **more}
    return Said(alumnus.pk, given.pop("field"), value, given.pop("source"), given.pop("rule"), **given)


def the_kept() -> KeptValue:
    return KeptValue.objects.select_related("alumnus__person", "graduation").get()


# --- Where values come from ------------------------------------------------------------------------


def test_each_field_tells_source_day_and_who(alumnus: Alumnus, alumna: User, representative: User) -> None:
    run = ImportRun.objects.create(file_name="2026 mezunları.xlsx")
    person = alumnus.person
    with acting(user_id=representative.pk, role="representative", view="x"):
        Person.objects.filter(pk=person.pk).update(birth_date="1991-02-03")
    with pghistory.context(**{"import": run.pk, "view": "job:registry.import_apply", "user": representative.pk}):
        Person.objects.filter(pk=person.pk).update(surname="Yıldırım")
    with acting(user_id=alumna.pk, role=""):
        contact = ContactPoint.objects.filter(person=person, kind="email").get()
        contact.value = contact.normalised = "yeni@ornek.example"
        contact.save()
    origins = origins_of(person.pk)
    born, surname, mail = (
        origins.of(row, name) for row, name in ((person, "birth_date"), (person, "surname"), (contact, "normalised"))
    )
    assert (born.source, born.who) == ("representative", "Mehmet Kaya")  # type: ignore[union-attr]  # they are there
    assert (surname.source, surname.file) == ("import", "2026 mezunları.xlsx")  # type: ignore[union-attr]
    assert (mail.source, mail.who) == ("member", "")  # type: ignore[union-attr]
    assert origins.text(person, "surname").startswith("Öğrenci İşleri listesi (2026 mezunları.xlsx), ")


def test_the_queries_do_not_grow_with_the_record(alumnus: Alumnus, alumna: User, department: Unit) -> None:
    def count() -> int:
        graduations = list(alumnus.graduations.select_related("programme__parent"))
        with CaptureQueriesContext(connection) as seen:
            provenance_of(alumnus, graduations, user=alumna)
        return len(seen)

    keep([said(alumnus)])
    count()  # what the user may do is found out once
    one = count()
    keep([said(alumnus, f"Ad {n}", source=source) for n, source in enumerate(Source.values)])
    for n in range(3):
        ContactPoint.objects.create(person=alumnus.person, kind="web", value=f"https://a{n}", normalised=f"a{n}")
    assert count() == one


# --- Keeping ---------------------------------------------------------------------------------------


def test_what_is_said_again_is_nothing_new_and_what_was_decided_stands(alumnus: Alumnus, coordinator: User) -> None:
    keep([said(alumnus), said(alumnus)])
    kept = the_kept()
    assert decide(kept=kept, scope=office_scope(coordinator), take=False)
    keep([said(alumnus)])
    assert the_kept().outcome == Outcome.KEPT
    keep([said(alumnus, "Elifnur")])
    assert list(KeptValue.objects.open().values_list("source")) == [("import",)]
    keep([said(alumnus, "Elif N.")])
    assert [row.value for row in KeptValue.objects.open()] == ["Elif N."]


def test_the_value_is_unreadable_in_the_table_and_absent_from_its_history(alumnus: Alumnus) -> None:
    keep([said(alumnus, "10000000146", field="tckn")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(value, 'LATIN1') FROM alumni_keptvalue")
        assert "10000000146" not in cursor.fetchone()[0]
        cursor.execute("SELECT row_to_json(e)::text FROM alumni_keptvalueevent e")
        assert "10000000146" not in cursor.fetchone()[0]
    assert "10000000146" not in str(list(export_kept(alumnus.pk)))


def test_one_row_a_value_and_a_decision_with_its_day(alumnus: Alumnus) -> None:
    keep([said(alumnus)])
    kept = the_kept()
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptValue.objects.create(
            alumnus=alumnus, field="given_names", value="x", digest=bytes(kept.digest), source="import", rule="hand"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptValue.objects.filter(pk=kept.pk).update(outcome="kept")


# --- A list ----------------------------------------------------------------------------------------


def test_a_contact_taken_out_by_its_owner_is_known_to_the_next_list(alumnus: Alumnus) -> None:
    contact = ContactPoint.objects.get(person=alumnus.person, kind="email")
    ContactPoint.objects.filter(pk=contact.pk).update(source=Source.IMPORT)
    member_services.remove_contact(contact=contact)
    assert contacts_taken_out({alumnus.pk}, Source.IMPORT) == {alumnus.pk: {("email", digest_of(contact.normalised))}}
    assert (the_kept().rule, the_kept().source) == (Rule.MEMBER, Source.IMPORT)


# --- Deciding --------------------------------------------------------------------------------------


def test_taking_puts_it_into_the_record_and_keeps_what_stood_there(
    alumnus: Alumnus, representative: User, department: Unit, client_for: ClientFor
) -> None:
    keep([said(alumnus)])
    client = client_for(representative)
    detail = reverse("representatives:graduate_detail", args=[department.pk, alumnus.pk])
    assert "“Elif Nur” diyor" in client.get(detail).content.decode()
    url = reverse("representatives:kept_value_decide", args=[department.pk, alumnus.pk, the_kept().pk])
    for _click in range(2):
        assert client.post(url, {"al": "1"}).status_code == 302
    assert Person.objects.get(pk=alumnus.pk).given_names == "Elif Nur"
    outcomes = {row.value: row.outcome for row in KeptValue.objects.all()}
    assert outcomes == {"Elif Nur": Outcome.TAKEN, "Elif": Outcome.REPLACED}
    assert "diyor" not in client.get(detail).content.decode()


def test_a_date_takes_its_year_along_and_a_contact_comes_back_beside_the_others(
    alumnus: Alumnus, coordinator: User
) -> None:
    scope, graduation = office_scope(coordinator), alumnus.graduations.get()
    keep([said(alumnus, "2013-06-20", field="graduated_on", graduation_id=graduation.pk)])
    keep([said(alumnus, "eski@ornek.example", field="email")])
    for kept in KeptValue.objects.open().select_related("alumnus__person"):
        assert decide(kept=kept, scope=scope, take=True)
    graduation = Graduation.objects.get()
    assert (str(graduation.graduated_on), graduation.year) == ("2013-06-20", 2013)
    assert ContactPoint.objects.filter(person=alumnus.pk, kind="email").count() == 2


def test_identity_numbers_are_the_office_s_and_nobody_decides_about_the_own_record(
    alumnus: Alumnus, representative: User, department: Unit, client_for: ClientFor
) -> None:
    keep([said(alumnus, "10000000146", field="tckn")])
    scope = representative_scope(representative, department.pk)
    with pytest.raises(PermissionDenied):
        decide(kept=the_kept(), scope=scope, take=False)
    url = reverse("representatives:kept_value_decide", args=[department.pk, alumnus.pk, the_kept().pk])
    assert client_for(representative).post(url).status_code == 404
    alumnus.person.user = representative
    alumnus.person.save()
    KeptValue.objects.update(field="surname")
    with pytest.raises(PermissionDenied):
        decide(kept=the_kept(), scope=scope, take=False)


# --- The member ------------------------------------------------------------------------------------


def test_a_member_asks_for_a_correction_and_the_desk_hears_of_it(
    alumnus: Alumnus, alumna: User, representative: User, department: Unit, client_for: ClientFor
) -> None:
    member, desk = client_for(alumna), client_for(representative)
    url = reverse("alumni:correction")
    assert "zaten böyle" in member.post(url, {"what": "given_names", "value": "Elif"}).content.decode()
    assert member.post(url, {"what": "birth_date", "value": "31.02.1990"}).status_code == 200
    asked = {"what": "birth_date", "value": "18.05.1990", "note": "Nüfus kaydında böyle"}
    assert member.post(url, asked).status_code == 302
    page = member.get(reverse("alumni:edit")).content.decode()
    assert "Siz “18 Mayıs 1990” dediniz" in page
    waiting = desk.get(reverse("representatives:correction_list", args=[department.pk])).content.decode()
    assert "Nüfus kaydında böyle" in waiting
    assert "Düzeltme isteyen mezun" in desk.get(reverse("representatives:home")).content.decode()
    assert str(Person.objects.get(pk=alumnus.pk).birth_date) == "1990-05-17"


def test_what_is_not_the_university_s_word_cannot_be_asked(alumnus: Alumnus) -> None:
    for field in ("tckn", "diploma_no", "email"):
        with pytest.raises(PermissionDenied):
            ask_for_correction(alumnus=alumnus, field=field, value="1")


def test_members_read_the_history_of_their_record(alumnus: Alumnus, alumna: User, client_for: ClientFor) -> None:
    with acting(user_id=alumna.pk, role=""):
        Person.objects.filter(pk=alumnus.pk).update(surname="Yıldırım", tckn_hash=b"x" * 32)
    page = client_for(alumna).get(reverse("alumni:own_history")).content.decode()
    assert "Şahin Yıldırım" in page
    assert "T.C. kimlik no" in page
    assert page.count("gizli") >= 2


# --- Merging and erasing ---------------------------------------------------------------------------


def test_a_merge_takes_them_along_and_its_undo_gives_them_back(
    alumnus: Alumnus, department: Unit, coordinator: User
) -> None:
    twin = graduate(programme_of(department), given_names="Elif", surname="Şahin", tckn="")
    keep([said(twin), said(twin, "Eylül"), said(alumnus)])
    merge = merge_records(winner=alumnus, loser=twin, choices={}, by=coordinator, role="coordinator")
    assert sorted(KeptValue.objects.filter(alumnus=alumnus).values_list("source", flat=True)) == ["import", "import"]
    unmerge(merge=merge, by=coordinator, role="coordinator")
    assert KeptValue.objects.filter(alumnus=twin.pk).count() == 2


def test_erasure_leaves_none(alumnus: Alumnus) -> None:
    keep([said(alumnus)])
    assert erase_kept(alumnus.pk) == 1
    assert not KeptValue.objects.exists()
