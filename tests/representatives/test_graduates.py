"""The workspace of a representative: the list, a record, adding, editing, and the walls around them."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common.fields import keyed_hash
from mik.people.models import ContactPoint, Person
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory, represent
from tests.factories.alumni import EmploymentFactory, GraduationFactory, enrol, graduate
from tests.factories.people import tckn
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def url(name: str, department: Unit, *args: int) -> str:
    return reverse(f"representatives:{name}", args=[department.pk, *args])


@pytest.fixture
def client(client_for: Sign, representative: User) -> Client:
    return client_for(representative)


@pytest.fixture
def own(department: Unit) -> Alumnus:
    return graduate(programme_of(department), given_names="Elif", surname="Şahin")


@pytest.fixture
def foreign(other_department: Unit) -> Alumnus:
    return graduate(programme_of(other_department), given_names="Gizli", surname="Yabancı")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- The list --------------------------------------------------------------------------------------


def test_list_shows_the_departments_graduates(client: Client, department: Unit, own: Alumnus, foreign: Alumnus) -> None:
    response = client.get(url("graduate_list", department))
    page = text(response)
    assert response.status_code == 200
    assert "Elif Şahin" in page
    assert "Yabancı" not in page
    assert "1 kayıtlı mezun · 0 üye · 0 kaydın bilgisi güncel" in page


def test_list_is_logged_with_the_ids_on_the_page(
    client: Client, department: Unit, own: Alumnus, representative: User
) -> None:
    client.get(url("graduate_list", department))
    event = AccessEvent.objects.get()
    assert (event.user_id, event.action, event.subjects) == (representative.pk, "list", [own.pk])
    assert event.as_role == "representative"


def test_list_takes_as_many_queries_for_three_as_for_one(client: Client, department: Unit) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url("graduate_list", department)).status_code == 200
        return len(seen)

    EmploymentFactory.create(alumnus=graduate(programme_of(department)))
    queries()
    one = queries()
    for __ in range(2):
        EmploymentFactory.create(alumnus=graduate(programme_of(department)))
    assert queries() == one


def test_empty_list_says_what_to_do(client: Client, department: Unit) -> None:
    page = text(client.get(url("graduate_list", department)))
    assert "Henüz kayıtlı mezun yok" in page
    assert url("import_list", department) in page


def test_no_results_offers_to_drop_the_filters(client: Client, department: Unit, own: Alumnus) -> None:
    page = text(client.get(url("graduate_list", department), {"q": "yokböylebiri"}))
    assert "Bu süzgeçlerle mezun bulunamadı" in page


# --- Walls -----------------------------------------------------------------------------------------


def routes(department: Unit, alumnus: Alumnus) -> list[tuple[str, str]]:
    contact = alumnus.person.contacts.all()[0]
    return [
        ("get", url("graduate_list", department)),
        ("get", url("graduate_add", department)),
        ("post", url("graduate_add", department)),
        ("post", url("graduate_duplicates", department)),
        ("post", url("graduate_bulk", department)),
        ("get", url("graduate_detail", department, alumnus.pk)),
        ("get", url("graduate_edit", department, alumnus.pk)),
        ("post", url("graduate_edit", department, alumnus.pk)),
        ("get", url("graduate_history", department, alumnus.pk)),
        ("post", url("contact_mark", department, alumnus.pk, contact.pk)),
    ]


@pytest.mark.parametrize(
    "who", ["other_representative", "former_representative", "alumna", "student", "staff", "registrar", "vice_rector"]
)
def test_anothers_department_is_404_by_every_route(
    who: str, request: pytest.FixtureRequest, client_for: Sign, department: Unit, own: Alumnus
) -> None:
    stranger = client_for(request.getfixturevalue(who))
    for method, address in routes(department, own):
        assert getattr(stranger, method)(address).status_code == 404, (method, address)


def test_a_visitor_is_sent_to_sign_in(client_for: Sign, department: Unit, own: Alumnus) -> None:
    for method, address in routes(department, own):
        assert getattr(client_for(None), method)(address).status_code == 302


def test_anothers_graduate_through_the_own_department_is_404(
    client: Client, department: Unit, foreign: Alumnus
) -> None:
    contact = foreign.person.contacts.all()[0]
    for name in ("graduate_detail", "graduate_edit", "graduate_history"):
        assert client.get(url(name, department, foreign.pk)).status_code == 404
    assert client.post(url("graduate_edit", department, foreign.pk), {}).status_code == 404
    assert client.post(url("contact_mark", department, foreign.pk, contact.pk)).status_code == 404
    contact.refresh_from_db()
    assert contact.dead_at is None


def test_two_departments_stay_apart(
    client: Client, representative: User, department: Unit, other_department: Unit, foreign: Alumnus, registrar: User
) -> None:
    represent(representative, other_department, by=registrar)
    assert client.get(url("graduate_detail", department, foreign.pk)).status_code == 404
    assert client.get(url("graduate_detail", other_department, foreign.pk)).status_code == 200


def test_anothers_contact_under_the_own_graduate_is_404(
    client: Client, department: Unit, own: Alumnus, foreign: Alumnus
) -> None:
    contact = foreign.person.contacts.all()[0]
    assert client.post(url("contact_mark", department, own.pk, contact.pk), {"reason": "closed"}).status_code == 404


def test_power_that_ended_this_minute_is_gone(client: Client, department: Unit, representative: User) -> None:
    assert client.get(url("graduate_list", department)).status_code == 200
    term = representative.appointments.get()
    term.early_end, term.early_end_reason = timezone.localdate() - timedelta(days=1), "ayrıldı"
    term.save()
    assert client.get(url("graduate_list", department)).status_code == 404


# --- A record --------------------------------------------------------------------------------------


def test_record_shows_the_facts_but_no_identity_number(
    client: Client, department: Unit, own: Alumnus, representative: User
) -> None:
    EmploymentFactory.create(alumnus=own, title="Şantiye Şefi")
    page = text(client.get(url("graduate_detail", department, own.pk)))
    graduation = own.graduations.get()
    for shown in ("Elif Şahin", graduation.diploma_no, graduation.student_no, "Şantiye Şefi", "+90 532 111 22 33"):
        assert shown in page
    assert str(own.person.tckn) not in page
    assert str(own.person.tckn)[:3] + "•" not in page
    event = AccessEvent.objects.get(action="view")
    assert (event.subjects, event.as_role) == ([own.pk], "representative")


def test_record_leaves_out_graduations_of_other_departments(
    client: Client, department: Unit, other_department: Unit, own: Alumnus
) -> None:
    GraduationFactory.create(
        alumnus=own, programme=programme_of(other_department, Level.MASTER), year=2020, diploma_no="GIZLI/77"
    )
    for name in ("graduate_detail", "graduate_edit", "graduate_history"):
        page = text(client.get(url(name, department, own.pk)))
        assert "GIZLI/77" not in page
        assert "İnşaat" not in page


def test_history_names_who_changed_what(client: Client, department: Unit, own: Alumnus, representative: User) -> None:
    client.post(url("graduate_edit", department, own.pk), edit_data(client, department, own, surname="Şahin Yılmaz"))
    page = text(client.get(url("graduate_history", department, own.pk)))
    assert "<del>Şahin</del>" in page
    assert "<ins>Şahin Yılmaz</ins>" in page
    assert f"{representative.name} (Mezun temsilcisi)" in page


def test_history_says_nothing_of_identifiers(client: Client, department: Unit, own: Alumnus) -> None:
    number = tckn(4242)
    Person.objects.filter(pk=own.pk).update(tckn=number, tckn_hash=keyed_hash(number, purpose="tckn"))
    page = text(client.get(url("graduate_history", department, own.pk)))
    assert "kimlik" not in page.lower()
    assert number not in page


def test_own_record_is_not_kept_from_the_desk(client: Client, representative: User, department: Unit) -> None:
    mine = graduate(programme_of(department))
    enrol(mine, representative)
    assert client.get(url("graduate_detail", department, mine.pk)).status_code == 200
    assert client.get(url("graduate_edit", department, mine.pk)).status_code == 403


def test_contact_is_marked_dead_and_alive_again(
    client: Client, department: Unit, own: Alumnus, representative: User
) -> None:
    contact = own.person.contacts.get(kind="email")
    address = url("contact_mark", department, own.pk, contact.pk)
    client.post(address, {"evidence": "wrong_person", "reason": "Kardeşinin adresi"})
    contact.refresh_from_db()
    assert (contact.is_alive, contact.dead_reason) == (False, "Kardeşinin adresi")
    assert (contact.dead_evidence, contact.dead_by) == ("wrong_person", representative)
    client.post(address, {"canli": "1"})
    contact = own.person.contacts.get(kind="email")
    assert (contact.is_alive, contact.dead_evidence, contact.dead_reason, contact.dead_by) == (True, "", "", None)


# --- Editing ---------------------------------------------------------------------------------------


def edit_data(client: Client, department: Unit, alumnus: Alumnus, **changes: Any) -> dict[str, Any]:
    """The form as the page shows it, with some values changed."""
    edit = client.get(url("graduate_edit", department, alumnus.pk)).context["edit"]
    data: dict[str, Any] = {}
    parts = [edit.person_form, edit.version_form, *edit.contacts.forms, *edit.graduations.forms]
    for part in (*parts, edit.contacts.management_form, edit.graduations.management_form):
        for field in part:
            value = field.value()
            data[field.html_name] = "" if value is None or value is False else value
    return {**data, **changes}


def test_edit_saves_with_source_and_context(
    client: Client, department: Unit, own: Alumnus, representative: User
) -> None:
    data = edit_data(client, department, own)
    data |= {"former_surname": "Öztürk", "mezuniyet-0-diploma_no": "2014/55", "confirmed": "on"}
    data |= {"iletisim-2-kind": "address", "iletisim-2-province": "61"}
    assert client.post(url("graduate_edit", department, own.pk), data).status_code == 302
    own.refresh_from_db()
    graduation = own.graduations.get()
    assert own.person.former_surname == "Öztürk"
    assert (graduation.diploma_no, graduation.source) == ("2014/55", "representative")
    home = own.person.contacts.get(kind="address")
    assert (home.country, home.province, home.source, home.visibility) == ("TR", "61", "representative", "nobody")
    assert (own.is_fresh, own.confirmed_source) == (True, "representative")
    event: Any = getattr(own.person, "events").latest("pgh_id")  # noqa: B009  (made by pghistory)
    assert event.pgh_context.metadata["user"] == representative.pk
    assert event.pgh_context.metadata["role"] == "representative"


def test_a_changed_contact_is_unverified_and_its_visibility_stays(
    client: Client, department: Unit, own: Alumnus
) -> None:
    contact = own.person.contacts.get(kind="email")
    ContactPoint.objects.filter(pk=contact.pk).update(
        visibility="members",
        source="member",
        verified_at=timezone.now(),
        dead_at=timezone.now(),
        dead_evidence="bounced",
    )
    data = edit_data(client, department, own)
    data["iletisim-0-value"] = "Yeni@Ornek.example"
    assert client.post(url("graduate_edit", department, own.pk), data).status_code == 302
    contact.refresh_from_db()
    assert (contact.value, contact.normalised) == ("yeni@ornek.example", "yeni@ornek.example")
    assert (contact.visibility, contact.source) == ("members", "representative")
    assert (contact.verified_at, contact.dead_at) == (None, None)


def test_an_untouched_contact_keeps_its_source(client: Client, department: Unit, own: Alumnus) -> None:
    before = list(own.person.contacts.values())
    client.post(url("graduate_edit", department, own.pk), edit_data(client, department, own, surname="Kaya"))
    assert list(own.person.contacts.values()) == before


def test_what_the_graduate_wrote_is_not_deleted(client: Client, department: Unit, own: Alumnus) -> None:
    own.person.contacts.filter(kind="email").update(source="member")
    data = edit_data(client, department, own)
    data |= {"iletisim-0-DELETE": "on", "iletisim-1-DELETE": "on"}
    client.post(url("graduate_edit", department, own.pk), data)
    assert list(own.person.contacts.values_list("kind", flat=True)) == ["email"]


def test_edit_errors_are_summed_up_and_nothing_is_lost(client: Client, department: Unit, own: Alumnus) -> None:
    data = edit_data(client, department, own)
    data |= {"given_names": "", "iletisim-0-value": "adres-degil", "mezuniyet-0-year": "1999"}
    response = client.post(url("graduate_edit", department, own.pk), data)
    page = text(response)
    assert response.status_code == 422
    assert "3 alanı düzeltin" in page
    assert 'value="adres-degil"' in page
    assert Person.objects.get(pk=own.pk).given_names == "Elif"


def test_a_stale_form_is_told_and_loses_nothing(
    client: Client, client_for: Sign, coordinator: User, department: Unit, own: Alumnus
) -> None:
    data = edit_data(client, department, own, surname="Benim Yazdığım")
    Person.objects.filter(pk=own.pk).update(former_surname="Başkasının Yazdığı")
    response = client.post(url("graduate_edit", department, own.pk), data)
    page = text(response)
    assert response.status_code == 409
    assert "Siz düzenlerken bu kayıt değişti" in page
    assert "<ins>Başkasının Yazdığı</ins>" in page
    assert 'value="Benim Yazdığım"' in page
    assert Person.objects.get(pk=own.pk).surname == "Şahin"
    again = {**data, "version": response.context["edit"].data["version"]}
    assert client.post(url("graduate_edit", department, own.pk), again).status_code == 302
    assert Person.objects.get(pk=own.pk).surname == "Benim Yazdığım"


def test_a_graduation_of_another_record_cannot_be_slipped_in(
    client: Client, department: Unit, own: Alumnus, foreign: Alumnus
) -> None:
    stranger = foreign.graduations.get()
    data = edit_data(client, department, own)
    data |= {"mezuniyet-0-id": stranger.pk, "mezuniyet-0-diploma_no": "SIZDI"}
    assert client.post(url("graduate_edit", department, own.pk), data).status_code == 422
    assert not Graduation.objects.filter(diploma_no="SIZDI").exists()


# --- Adding ----------------------------------------------------------------------------------------


def add_data(department: Unit, **changes: Any) -> dict[str, Any]:
    return {
        "given_names": "İ.",
        "surname": "Iğdırlıoğlu-Şahin",
        "birth_date": "1990-02-03",
        "programme": programme_of(department).pk,
        "year": "2013",
        "email": "yeni@ornek.example",
        "phone": "0532 111 22 44",
        "token": str(uuid.uuid4()),
    } | changes


def test_added_graduate_lands_as_proposed(client: Client, department: Unit) -> None:
    response = client.post(url("graduate_add", department), add_data(department))
    alumnus = Alumnus.objects.get()
    assert response.headers["Location"] == url("graduate_detail", department, alumnus.pk)
    assert (alumnus.state, alumnus.source) == ("proposed", "representative")
    assert alumnus.person.full_name == "İ. Iğdırlıoğlu-Şahin"
    assert alumnus.person.contacts.get(kind="phone").normalised == "+905321112244"
    assert alumnus.graduations.get().level == Level.BACHELOR
    assert "Onay bekliyor" in text(client.get(url("graduate_list", department)))


def test_a_second_click_adds_nothing(client: Client, department: Unit) -> None:
    data = add_data(department)
    first = client.post(url("graduate_add", department), data)
    second = client.post(url("graduate_add", department), data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Alumnus.objects.count() == 1


def test_likely_duplicates_stop_the_first_submit_only(client: Client, department: Unit, own: Alumnus) -> None:
    data = add_data(department, given_names="Elif", surname="ŞAHİN", birth_date="1990-05-17")
    response = client.post(url("graduate_add", department), data)
    assert response.status_code == 409
    assert "aynı ad, aynı doğum tarihi" in text(response)
    assert 'name="yine_de"' in text(response)
    assert client.post(url("graduate_add", department), data | {"yine_de": "1"}).status_code == 302
    assert Alumnus.objects.count() == 2


def test_duplicates_partial_while_typing(client: Client, department: Unit, own: Alumnus, foreign: Alumnus) -> None:
    address = url("graduate_duplicates", department)
    answer = client.post(address, {"given_names": "elif", "surname": "sahin"}, headers={"HX-Request": "true"})
    assert "Elif Şahin" in text(answer)
    assert "<html" not in text(answer)
    answer = client.post(address, {"given_names": "Gizli", "surname": "Yabancı"}, headers={"HX-Request": "true"})
    assert "Yabancı" not in text(answer)


def test_duplicate_found_by_identity_number_within_the_scope(client: Client, department: Unit, own: Alumnus) -> None:
    data = add_data(department, given_names="Bambaşka", surname="Biri", tckn=own.person.tckn)
    page = text(client.post(url("graduate_add", department), data))
    assert "aynı T.C. kimlik no" in page


def test_an_identity_number_from_elsewhere_gives_no_sign(client: Client, department: Unit, foreign: Alumnus) -> None:
    """Known elsewhere or not, known again or not: the answers are the same."""
    known, unknown = str(foreign.person.tckn), tckn(987_654)
    answers = []
    for number, first, second in ((known, "Veli Kaya", "Nurhan Çetin"), (unknown, "Fatoş Ilgaz", "Burak Uygun")):
        for name in (first, second):
            given, surname = name.split()
            data = add_data(department, given_names=given, surname=surname, email="", phone="", tckn=number)
            answers.append(client.post(url("graduate_add", department), data).status_code)
    assert answers[:2] == answers[2:] == [302, 409]
    waiting = Person.objects.filter(alumnus__state="proposed")
    assert [bool(person.tckn_hash) for person in waiting] == [False, False]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tckn", "12345678901"),
        ("email", "adres-degil"),
        ("phone", "12"),
        ("year", ""),
        ("year", "2999"),
        ("surname", " "),
        ("graduated_on", "2014-06-27"),
    ],
)
def test_add_says_what_is_wrong_and_keeps_the_rest(client: Client, department: Unit, field: str, value: str) -> None:
    response = client.post(url("graduate_add", department), add_data(department, **{field: value}))
    assert response.status_code == 422
    assert response.context["form"].errors
    assert 'value="Iğdırlıoğlu-Şahin"' in text(response) or field == "surname"
    assert Alumnus.objects.count() == 0


def test_no_adding_into_another_department(client: Client, department: Unit, other_department: Unit) -> None:
    response = client.post(url("graduate_add", department), add_data(other_department))
    assert response.status_code == 422
    assert Alumnus.objects.count() == 0


def test_the_form_offers_the_own_programmes_only(client: Client, department: Unit, other_department: Unit) -> None:
    page = text(client.get(url("graduate_add", department)))
    options = re.findall(r'<option value="(\d+)"', page)
    assert set(map(int, options)) == set(department.children.values_list("pk", flat=True))


def test_no_identity_number_in_any_address(client: Client, department: Unit) -> None:
    number = tckn(555)
    response = client.post(url("graduate_add", department), add_data(department, tckn=number))
    assert number not in response.headers["Location"]
    page = text(client.get(url("graduate_list", department)))
    assert "pattern=" in page


# --- Home ------------------------------------------------------------------------------------------


def test_home_sums_up_each_department(
    client: Client, representative: User, department: Unit, other_department: Unit, registrar: User, own: Alumnus
) -> None:
    graduate(programme_of(other_department), contacts=False)
    page = text(client.get(reverse("representatives:home")))
    assert "Bilgisi eskimiş kayıt" in page
    assert department.name in page
    assert other_department.name not in page
    represent(representative, other_department, by=registrar)
    page = text(client.get(reverse("representatives:home")))
    assert f"Ulaşılamayan mezun · {other_department.name}" in page


def test_home_is_for_representatives(client_for: Sign, alumna: User) -> None:
    assert client_for(alumna).get(reverse("representatives:home")).status_code == 404
    assert client_for(UserFactory.create()).get(reverse("representatives:home")).status_code == 404
