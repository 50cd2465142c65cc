"""The whole registry at the office's desk: unmasking, proposed records, alerts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alumni.registry.alerts import contact_rows_today, many_looks_today
from alumni.registry.models import Alumnus
from coordinator.registry.hooks import registry_wanting_attention
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.audit.models import AccessEvent
from mik.common.fields import keyed_hash
from mik.people.models import Person
from mik.units.models import Unit
from representatives.hooks import graduates_wanting_attention
from tests.factories.alumni import graduate
from tests.factories.people import tckn
from tests.factories.units import department_with_programmes, programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def url(name: str, *args: int) -> str:
    return reverse(f"coordinator:{name}", args=args)


@pytest.fixture
def client(client_for: Sign, coordinator: User) -> Client:
    return client_for(coordinator)


@pytest.fixture
def own(department: Unit) -> Alumnus:
    return graduate(programme_of(department), given_names="Elif", surname="Şahin")


def propose(department: Unit, number: str = "", **person: Any) -> Alumnus:
    """A record as a representative's form leaves it: the number without its hash."""
    alumnus = graduate(programme_of(department), tckn=number, tckn_hash=None, **person)
    Alumnus.objects.filter(pk=alumnus.pk).update(state="proposed", source="representative")
    return alumnus


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- Who gets in -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["representative", "alumna", "staff", "registrar", "vice_rector", "student", "former_representative"]
)
def test_the_registry_is_the_offices(who: str, request: pytest.FixtureRequest, client_for: Sign, own: Alumnus) -> None:
    stranger = client_for(request.getfixturevalue(who))
    contact = own.person.contacts.all()[0]
    for name in ("graduate_list", "graduate_add", "graduate_access"):
        assert stranger.get(url(name)).status_code == 404
    for name in ("graduate_detail", "graduate_edit", "graduate_history"):
        assert stranger.get(url(name, own.pk)).status_code == 404
    for name in ("graduate_confirm", "graduate_reject", "graduate_unmask"):
        assert stranger.post(url(name, own.pk), {"maske-reason": "x"}).status_code == 404
    for name in ("graduate_bulk", "graduate_duplicates"):
        assert stranger.post(url(name), {}).status_code == 404
    assert stranger.post(url("contact_mark", own.pk, contact.pk)).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "assistant", "staff_with_duty"])
def test_the_office_sees_all_departments(
    who: str, request: pytest.FixtureRequest, client_for: Sign, own: Alumnus, other_department: Unit
) -> None:
    graduate(programme_of(other_department), given_names="Banu", surname="Kaya")
    page = text(client_for(request.getfixturevalue(who)).get(url("graduate_list")))
    assert "Elif Şahin" in page
    assert "Banu Kaya" in page
    assert other_department.name in page


def test_filter_by_department_and_the_offices_own(client: Client, own: Alumnus, other_department: Unit) -> None:
    graduate(programme_of(other_department), given_names="Banu", surname="Kaya")
    page = text(client.get(url("graduate_list"), {"birim": other_department.pk}))
    assert "Banu Kaya" in page
    assert "Elif Şahin" not in page
    assert "Ofisin mezunları <span>2</span>" in page


# --- Identity numbers ------------------------------------------------------------------------------


def test_the_number_is_masked_until_a_reason_is_given(client: Client, own: Alumnus, coordinator: User) -> None:
    number = str(own.person.tckn)
    masked = text(client.get(url("graduate_detail", own.pk)))
    assert number not in masked
    assert own.person.tckn_masked in masked
    assert client.get(url("graduate_unmask", own.pk)).status_code == 405
    refused = client.post(url("graduate_unmask", own.pk), {"maske-reason": " "})
    assert refused.status_code == 422
    assert number not in text(refused)
    assert not AccessEvent.objects.filter(action="unmask").exists()
    shown = client.post(url("graduate_unmask", own.pk), {"maske-reason": "Diploma teyidi"})
    assert number in text(shown)
    event = AccessEvent.objects.get(action="unmask")
    assert (event.user_id, event.subjects, event.reason) == (coordinator.pk, [own.pk], "Diploma teyidi")
    assert event.as_role == "coordinator"


def test_the_history_says_that_the_number_changed_but_not_to_what(client: Client, own: Alumnus) -> None:
    number = tckn(31_337)
    person = own.person
    person.tckn, person.tckn_hash = number, keyed_hash(number, purpose="tckn")
    person.save()
    page = text(client.get(url("graduate_history", own.pk)))
    assert "T.C. kimlik no" in page
    assert number not in page


# --- Proposed records ------------------------------------------------------------------------------


def test_the_office_sees_the_possible_duplicate_of_a_proposed_record(
    client: Client, own: Alumnus, other_department: Unit
) -> None:
    waiting = propose(other_department, str(own.person.tckn), given_names="Bambaşka", surname="Biri")
    page = text(client.get(url("graduate_detail", waiting.pk)))
    assert "Elif Şahin" in page
    assert "aynı T.C. kimlik no" in page


def test_a_number_that_another_record_bears_is_not_confirmed(
    client: Client, own: Alumnus, other_department: Unit
) -> None:
    waiting = propose(other_department, str(own.person.tckn), given_names="Bambaşka", surname="Biri")
    page = text(client.post(url("graduate_confirm", waiting.pk), follow=True))
    waiting.refresh_from_db()
    assert waiting.state == "proposed"
    assert "başka bir kayıtta var: Elif Şahin" in page


def test_confirming_takes_the_record_and_its_number_in(client: Client, department: Unit) -> None:
    number = tckn(777)
    waiting = propose(department, number, given_names="Yeni", surname="Kayıt")
    client.post(url("graduate_confirm", waiting.pk))
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert bytes(waiting.person.tckn_hash or b"") == keyed_hash(number, purpose="tckn")


def test_turning_down_deletes_a_proposed_record_only(client: Client, department: Unit, own: Alumnus) -> None:
    waiting = propose(department, given_names="Yeni", surname="Kayıt")
    assert client.post(url("graduate_reject", own.pk)).status_code == 403
    assert client.post(url("graduate_reject", waiting.pk)).status_code == 302
    assert list(Person.objects.filter(alumnus__isnull=False)) == [own.person]


def test_what_the_office_adds_is_confirmed(client: Client, department: Unit) -> None:
    data = {"given_names": "Ayşe", "surname": "Ak", "programme": programme_of(department).pk, "year": "2001",
            "tckn": tckn(12), "token": "0b1f6a0e-8f6e-4a44-8f5e-000000000001"}  # fmt: skip
    client.post(url("graduate_add"), data)
    alumnus = Alumnus.objects.get()
    assert (alumnus.state, alumnus.source, bool(alumnus.person.tckn_hash)) == ("confirmed", "office", True)


# --- What the office hears of ----------------------------------------------------------------------


def labels(items: Any) -> dict[str, int]:
    return {str(item.label): item.count for item in items}


def test_many_contact_rows_in_a_day_alert_the_office(
    settings: Any, representative: User, coordinator: User, department: Unit, own: Alumnus, client: Client
) -> None:
    settings.CONTACT_ROWS_ALERT = 3
    other = graduate(programme_of(department))
    for __ in range(3):
        log_access(request_or_user=representative, action="view", subjects=[own.pk], as_role="representative")
    assert contact_rows_today() == {representative.pk: 2}
    assert many_looks_today() == []
    log_access(request_or_user=representative, action="view", subjects=[other.pk], as_role="representative")
    log_access(request_or_user=coordinator, action="view", subjects=[own.pk, other.pk], as_role="coordinator")
    assert [(looks.user, looks.rows) for looks in many_looks_today()] == [(representative, 4)]
    assert labels(registry_wanting_attention(coordinator))["Bugün çok sayıda iletişim bilgisine bakan temsilci"] == 1
    assert f"<b>{representative.name}</b> bugün 4 iletişim bilgisine baktı." in text(client.get(url("graduate_access")))


def test_attention_of_the_office(
    coordinator: User, representative: User, department: Unit, other_department: Unit, own: Alumnus
) -> None:
    propose(department, given_names="Yeni", surname="Kayıt")
    graduate(programme_of(other_department))
    log_access(request_or_user=representative, action="export", subjects=[own.pk], as_role="representative")
    assert labels(registry_wanting_attention(coordinator)) == {
        "Onayınızı bekleyen önerilen kayıt": 1,
        "Son yedi günde dışa aktarma": 1,
        "Temsilcisi olmayan bölüm": 1,
    }


def test_attention_is_nobody_elses(representative: User, staff: User, alumna: User, department: Unit) -> None:
    for user in (representative, staff, alumna, None):
        assert list(registry_wanting_attention(user)) == []
    for user in (staff, alumna, None):
        assert list(graduates_wanting_attention(user)) == []


def test_departments_without_graduates_need_no_representative(coordinator: User) -> None:
    department_with_programmes("Boş Bölüm")
    assert labels(registry_wanting_attention(coordinator)) == {}


def test_the_log_of_looks_names_who_and_why(client: Client, representative: User, own: Alumnus) -> None:
    log_access(
        request_or_user=representative, action="export", subjects=[own.pk], reason="Tören", as_role="representative"
    )
    page = text(client.get(url("graduate_access")))
    assert representative.name in page
    assert "Tören" in page
