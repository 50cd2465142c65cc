"""Mending by one click: shown first, once only, taken back from history; saying that a rule does not hold."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from alumni.registry.health.looking import look, look_and_count
from alumni.registry.health.models import HealthDismissal, HealthFinding, HealthRepair
from alumni.registry.health.rules import RULES
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.context import acting
from mik.audit.models import AccessEvent
from mik.audit.tracking import history_of
from mik.common.models import Job
from mik.people.models import ContactPoint, Person
from mik.units.models import Unit
from tests.factories.alumni import enrol, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User | None], Client]
CAPITALS = "buyuk-harf"


@pytest.fixture
def shouting(department: Unit) -> Alumnus:
    return graduate(programme_of(department), given_names="IŞIL NUR", surname="ÇİÇEK-ÖZ")


@pytest.fixture
def client(representative: User, client_for: ClientFor) -> Client:
    return client_for(representative)


@pytest.fixture
def office(coordinator: User, client_for: ClientFor) -> Client:
    return client_for(coordinator)


def url(name: str, unit: Unit | None, *args: Any) -> str:
    if unit is None:
        return reverse(f"coordinator:{name}", args=args)
    return reverse(f"representatives:{name}", args=[unit.pk, *args])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, unit: Unit | None, code: str, islem: str, *ids: int, **more: str) -> Any:
    return client.post(url("health_act", unit, code), {"islem": islem, "s": list(ids), **more})


def test_a_repair_is_shown_first_done_once_and_taken_back(
    client: Client, representative: User, department: Unit, shouting: Alumnus
) -> None:
    look()
    page = act(client, department, CAPITALS, "onar", shouting.pk).content.decode()
    assert "<ins>Işıl Nur Çiçek-Öz</ins>" in page
    assert Person.objects.get(pk=shouting.pk).surname == "ÇİÇEK-ÖZ"
    for _click in range(2):
        assert act(client, department, CAPITALS, "onar", shouting.pk, onay="1").status_code == 302
    assert Person.objects.get(pk=shouting.pk).full_name == "Işıl Nur Çiçek-Öz"
    repair = HealthRepair.objects.get()
    assert (repair.count, repair.by, HealthFinding.objects.count()) == (1, representative, 0)
    event = history_of(shouting.person).last()
    assert event is not None
    assert event.pgh_context.metadata["user"] == representative.pk
    assert event.pgh_context.metadata["role"] == "representative"
    for _click in range(2):
        client.post(url("health_undo", department, repair.pk))
    assert Person.objects.get(pk=shouting.pk).full_name == "IŞIL NUR ÇİÇEK-ÖZ"


def test_undoing_leaves_what_somebody_changed_since(client: Client, department: Unit, shouting: Alumnus) -> None:
    look()
    act(client, department, CAPITALS, "onar", shouting.pk, onay="1")
    person = Person.objects.get(pk=shouting.pk)
    person.surname = "Yılmaz"
    with acting(user_id=None):
        person.save()
    client.post(url("health_undo", department, HealthRepair.objects.get().pk))
    assert Person.objects.get(pk=shouting.pk).full_name == "Işıl Nur Yılmaz"


def test_a_repair_is_undone_by_whoever_did_it_or_the_office(
    client: Client, department: Unit, other_department: Unit, shouting: Alumnus, other_representative: User,
    client_for: ClientFor, office: Client,
) -> None:  # fmt: skip
    look()
    act(client, department, CAPITALS, "onar", shouting.pk, onay="1")
    repair = HealthRepair.objects.get()
    stranger = client_for(other_representative)
    assert stranger.post(url("health_undo", other_department, repair.pk)).status_code == 404
    assert office.post(url("health_undo", None, repair.pk)).status_code == 302
    assert Person.objects.get(pk=shouting.pk).surname == "ÇİÇEK-ÖZ"


def test_the_primary_moves_to_the_living_one_and_back(office: Client, department: Unit) -> None:
    alumnus = graduate(programme_of(department))
    old = alumnus.person.contacts.get(kind="email")
    new = ContactPointFactory.create(person=alumnus.person, is_primary=False)
    ContactPoint.objects.filter(pk=old.pk).bury("bounced")
    act(office, None, "olu-oncelikli", "onar", alumnus.pk, onay="1")
    primaries = ContactPoint.objects.filter(person=alumnus.pk, kind="email", is_primary=True)
    assert list(primaries) == [new]
    office.post(url("health_undo", None, HealthRepair.objects.get().pk))
    assert list(primaries.all()) == [old]


def test_a_mistyped_address_is_corrected_or_laid_aside(office: Client, department: Unit) -> None:
    first, second = graduate(programme_of(department)), graduate(programme_of(department))
    typed = [ContactPointFactory.create(person=one.person, is_primary=False, value="a@gmial.com")
             for one in (first, second)]  # fmt: skip
    ContactPointFactory.create(person=second.person, is_primary=False, value="a@gmail.com")
    look()
    act(office, None, "eposta-alani", "onar", hepsi="1", onay="1")
    for one in typed:
        one.refresh_from_db()
    assert (typed[0].value, typed[0].normalised, typed[0].is_alive) == ("a@gmail.com", "a@gmail.com", True)
    assert (typed[1].value, typed[1].dead_evidence) == ("a@gmial.com", "by_hand")


def test_many_are_mended_in_the_background(
    client: Client, department: Unit, shouting: Alumnus, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr("alumni.registry.health.acts.AT_ONCE", 0)
    look()
    with django_capture_on_commit_callbacks(execute=True):
        act(client, department, CAPITALS, "onar", hepsi="1", onay="1")
    job = Job.objects.get()
    assert (job.state, job.counters, HealthRepair.objects.get().count) == ("done", {"mended": 1}, 1)
    assert Person.objects.get(pk=shouting.pk).surname == "Çiçek-Öz"


def test_the_own_record_is_left_out(client: Client, representative: User, department: Unit) -> None:
    mine = graduate(programme_of(department), surname="KAYA")
    enrol(mine, representative)
    look()
    act(client, department, CAPITALS, "onar", mine.pk, onay="1")
    assert Person.objects.get(pk=mine.pk).surname == "KAYA"


def test_a_rule_that_does_not_hold_is_remembered_with_its_reason(
    client: Client, department: Unit, shouting: Alumnus
) -> None:
    look()
    assert act(client, department, CAPITALS, "gecersiz", shouting.pk, onay="1").status_code == 422
    act(client, department, CAPITALS, "gecersiz", shouting.pk, onay="1", reason="Sanatçı adı")
    look()
    listed = url("health_rule", department, CAPITALS)
    assert "Hepsi tamam" in text(client, listed)
    assert "Sanatçı adı" in text(client, f"{listed}?durum=gecersiz")
    client.post(url("health_act", department, CAPITALS), {"islem": "geri", "s": [shouting.pk],
                                                           "liste": "durum=gecersiz"})  # fmt: skip
    assert HealthDismissal.objects.count() == 0
    assert escape("IŞIL NUR ÇİÇEK-ÖZ") in text(client, listed)


def test_ids_out_of_reach_are_nobodys(client: Client, department: Unit, other_department: Unit) -> None:
    foreign = graduate(programme_of(other_department), surname="BAŞKASI")
    look()
    assert "BAŞKASI" not in text(client, url("health_rule", department, CAPITALS))
    assert act(client, department, CAPITALS, "onar", foreign.pk, onay="1").status_code == 302
    assert Person.objects.get(pk=foreign.pk).surname == "BAŞKASI"
    assert client.get(url("health_rule", department, "mezuniyetsiz")).status_code == 404


def test_a_list_goes_out_with_a_reason_and_is_logged(client: Client, department: Unit, shouting: Alumnus) -> None:
    look()
    assert act(client, department, CAPITALS, "indir", hepsi="1").status_code == 200
    chosen: Any = {"sutun": ["1", "2", "6"], "bicim": "csv"}
    response = act(client, department, CAPITALS, "indir", hepsi="1", onay="1", reason="Arayacağız", **chosen)
    assert response["Content-Disposition"] == 'attachment; filename="onarim-buyuk-harf.csv"'
    assert response.content.decode("utf-8-sig").splitlines()[0].split(";")[:3] == ["Ad", "Soyad", "Bulgu"]
    event = AccessEvent.objects.get(action="export")
    assert (event.reason, event.subjects) == ("Arayacağız", [shouting.pk])


def test_a_number_typed_for_a_name_does_not_stay_in_the_address(client: Client, department: Unit) -> None:
    page = url("health_rule", department, CAPITALS)
    answer = client.get(page, {"q": "Ayşe 10000000146", "duzey": "6"})
    assert (answer.status_code, answer["Location"]) == (302, f"{page}?duzey=6")
    assert client.get(page, {"q": "Ayşe"}).status_code == 200


def test_pages_take_as_many_queries_for_three_as_for_one(
    client: Client, office: Client, department: Unit, shouting: Alumnus
) -> None:
    look_and_count()
    pages = [
        (client, url("health", department)), (client, url("health_rule", department, CAPITALS)),
        (office, url("health", None)), (office, url("health_units", None)),
        (office, url("health", None) + f"?birim={department.pk}"),
    ]  # fmt: skip
    for who, page in pages:  # what a first look writes is not written again
        text(who, page)
    one = [_queries(who, page) for who, page in pages]
    for name in ("AYŞE", "CAN"):
        graduate(programme_of(department), given_names=name)
    look_and_count()
    assert [_queries(who, page) for who, page in pages] == one


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text(client, page)
    return len(found)


def test_looking_anew_is_a_job_within_reach(
    client: Client, department: Unit, shouting: Alumnus, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("health_look", department))
    assert list(HealthFinding.objects.values_list("rule", "alumnus")) == [(CAPITALS, shouting.pk)]
    assert "Onarım bekleyen kayıt" in text(client, reverse("representatives:home"))


# --- Contacts that came back ------------------------------------------------------------------------


def test_a_list_of_bounces_is_looked_up_marked_once_and_taken_back(
    office: Client, coordinator: User, department: Unit
) -> None:
    alumnus = graduate(programme_of(department))
    email = alumnus.person.contacts.get(kind="email")
    page = url("contact_dead_list", None)
    lines = {"evidence": "bounced", "lines_text": f" {email.value.upper()}\nyok@ornek.example\nbozuk"}
    yesterday = timezone.localdate() - timedelta(days=1)
    lines |= {"note": "Bülten", "on": yesterday.isoformat()}
    shown = office.post(page, lines).content.decode()
    assert ("Kayıtlarda bulunmayan 1 satır" in shown, "Okunamayan 1 satır" in shown) == (True, True)
    assert ContactPoint.objects.get(pk=email.pk).is_alive
    for _click in range(2):
        office.post(page, {**lines, "onay": "1"})
    email.refresh_from_db()
    assert (email.dead_evidence, email.dead_reason, email.dead_by) == ("bounced", "Bülten", coordinator)
    assert email.dead_at is not None
    assert timezone.localdate(email.dead_at) == yesterday
    office.post(url("health_undo", None, HealthRepair.objects.get().pk))
    assert ContactPoint.objects.get(pk=email.pk).is_alive


def test_by_hand_a_contact_dies_on_the_day_it_was_learnt(office: Client, department: Unit) -> None:
    """Today unless said otherwise, never in the future; marked without other proof, a source is asked for."""
    alumnus = graduate(programme_of(department))
    phone = ContactPointFactory.create(person=alumnus.person, kind="phone", value="+905321112233", is_primary=False)
    page = url("contact_mark", None, alumnus.pk, phone.pk)
    today = timezone.localdate()

    def day_of(**said: str) -> Any:
        office.post(page, {"canli": "1"})
        office.post(page, said)
        phone.refresh_from_db()
        return timezone.localdate(phone.dead_at) if phone.dead_at else None

    assert day_of(evidence="no_answer", on="2026-03-02", reason="Sekreterlik aradı") == date(2026, 3, 2)
    assert phone.dead_reason == "Sekreterlik aradı"
    assert day_of(evidence="wrong_person") == today
    assert day_of(evidence="wrong_person", on=(today + timedelta(days=1)).isoformat()) is None
    assert day_of(evidence="by_hand") is None
    assert day_of(evidence="by_hand", reason="Komşusu söyledi") == today


def test_envelopes_are_known_by_the_number_of_the_record(office: Client, department: Unit) -> None:
    alumnus = graduate(programme_of(department))
    home = ContactPointFactory.create(person=alumnus.person, kind="address", value="Gizli Sokak 3", country="TR")
    file = SimpleUploadedFile("iade.csv", f"Ad;Kayıt no\nElif;{alumnus.pk}\n".encode())
    page = url("contact_dead_list", None)
    assert alumnus.person.full_name in office.post(page, {"evidence": "returned", "file": file}).content.decode()
    office.post(page, {"evidence": "returned", "lines_text": str(alumnus.pk), "onay": "1"})
    assert ContactPoint.objects.get(pk=home.pk).dead_evidence == "returned"


def test_every_rule_says_what_it_is() -> None:
    assert all(rule.sentence and rule.why and rule.remedy for rule in RULES.values())
