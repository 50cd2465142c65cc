"""Power is today's: it begins and ends with the day, reaches the levels named, and never mixes two departments."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus
from mik.accounts.models import Appointment, DutyGrant, User
from mik.units.models import Level, Unit
from tests.access.expect import OFFICE
from tests.access.rows import ROWS
from tests.access.world import World
from tests.factories.accounts import UserFactory, represent
from tests.factories.alumni import ClaimFactory, GraduationFactory, enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
# Pages that open to who acts in an office, and to nobody else.
DESKS = ("representatives:", "coordinator:", "common:hooks", "files:download")


def end_yesterday(term: Appointment) -> None:
    term.early_end, term.early_end_reason = timezone.localdate() - timedelta(days=1), "Görevden ayrıldı"
    term.save()


def desks(role: str, world: World) -> dict[str, str]:
    """The addresses of pages of offices that open to the role by the matrix, by their names."""
    return {
        name: reverse(name, kwargs=row.arguments(world.own))
        for name, row in ROWS.items()
        if name.startswith(DESKS) and row.expected(role, "GET", "own") in {200, 302}
    }


def open_desks(role: str, world: World, client: Client) -> set[str]:
    """Those of them that open now."""
    return {name for name, url in desks(role, world).items() if status(client, url) != 404}


def status(client: Client, url: str) -> int:
    answer = client.get(url)
    if answer.streaming:
        list(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    return answer.status_code


@pytest.mark.parametrize(
    "role", ["representative", "coordinator", "assistant", "staff", "staff_with_duty", "registrar", "vice_rector"]
)
def test_every_right_is_gone_the_day_after_the_term(role: str, world: World, client_for: Sign) -> None:
    user = world.users[role]
    assert user is not None
    client = client_for(user)
    assert any(status(client, url) != 404 for url in desks(role, world).values())
    end_yesterday(user.appointments.get())
    assert open_desks(role, world, client) == set()


@pytest.mark.parametrize("role", ["representative", "coordinator"])
def test_the_last_day_belongs_to_the_term(role: str, world: World, client_for: Sign) -> None:
    user = world.users[role]
    assert user is not None
    Appointment.objects.filter(user=user).update(ends=timezone.localdate())
    assert open_desks(role, world, client_for(user)) == set(desks(role, world))


def test_a_term_to_come_gives_nothing_yet(world: World, client_for: Sign) -> None:
    term = world.own.objects["appointment"]
    Appointment.objects.filter(pk=term.pk).update(starts=timezone.localdate() + timedelta(days=1))
    assert open_desks("representative", world, client_for(term.user)) == set()


def test_an_assistant_ends_with_the_coordinator(world: World, client_for: Sign) -> None:
    coordinator, assistant = world.users["coordinator"], world.users["assistant"]
    assert coordinator is not None
    end_yesterday(coordinator.appointments.get())
    assert open_desks("assistant", world, client_for(assistant)) == set()


def test_a_duty_ends_before_the_term(world: World, client_for: Sign) -> None:
    """What is left is what staff without a duty have."""
    staff = world.users["staff_with_duty"]
    DutyGrant.objects.filter(appointment__user=staff).update(ends=timezone.localdate() - timedelta(days=1))
    assert open_desks("staff_with_duty", world, client_for(staff)) == {"coordinator:home"}


def test_one_duty_opens_one_desk(world: World, client_for: Sign) -> None:
    staff = world.users["staff_with_duty"]
    DutyGrant.objects.filter(appointment__user=staff).exclude(code="alumni.claims").delete()
    opened = open_desks("staff_with_duty", world, client_for(staff))
    assert opened == {
        "coordinator:home", "coordinator:claim_list", "coordinator:claim_detail", "coordinator:claim_evidence",
        "files:download", "coordinator:figure_list", "coordinator:figure_download",
    }  # fmt: skip
    topics = client_for(staff).get(reverse("coordinator:figure_list")).context["topics"]
    assert {line.figure.duty for _topic, lines in topics for line in lines} == {"alumni.claims"}


def test_a_closed_account_has_nothing_left(world: World, client_for: Sign) -> None:
    clients = [client_for(world.users[role]) for role in ("representative", *OFFICE)]
    User.objects.update(is_active=False)
    for client in clients:
        assert client.get(reverse("home:home")).headers["Location"].startswith(reverse("account_login"))


# --- Levels ----------------------------------------------------------------------------------------


@pytest.fixture
def for_masters(department: Unit, registrar: User) -> User:
    """Represents the department for master's degrees only."""
    user = UserFactory.create(name="Derya Ay")
    represent(user, department, [int(Level.MASTER)], by=registrar)
    return user


def at(name: str, unit: Unit, *args: int) -> str:
    return reverse(f"representatives:{name}", args=[unit.pk, *args])


def test_levels_not_named_are_out_of_reach(for_masters: User, department: Unit, client_for: Sign) -> None:
    bachelor = graduate(programme_of(department), given_names="Lisanslı", surname="Biri")
    master = graduate(programme_of(department, Level.MASTER), given_names="Yüksek", surname="Biri")
    claims = {
        level: ClaimFactory.create(user=UserFactory.create(), unit=department, level=level)
        for level in (Level.BACHELOR, Level.MASTER, None)
    }
    client = client_for(for_masters)
    page = client.get(at("graduate_list", department)).content.decode()
    assert "Yüksek Biri" in page
    assert "Lisanslı" not in page
    for name in ("graduate_detail", "graduate_edit", "graduate_history"):
        assert client.get(at(name, department, master.pk)).status_code == 200
        assert client.get(at(name, department, bachelor.pk)).status_code == 404
    found = {level: client.get(at("claim_detail", department, claim.pk)).status_code for level, claim in claims.items()}
    assert found == {Level.BACHELOR: 404, Level.MASTER: 200, None: 200}
    assert f'value="{programme_of(department).pk}"' not in client.get(at("graduate_add", department)).content.decode()


def test_of_two_degrees_only_the_one_in_reach_shows(for_masters: User, department: Unit, client_for: Sign) -> None:
    alumnus = graduate(programme_of(department, Level.MASTER), given_names="Çift", surname="Diplomalı", year=2016)
    GraduationFactory.create(alumnus=alumnus, programme=programme_of(department), year=2001, diploma_no="L/2001")
    client = client_for(for_masters)
    for name in ("graduate_detail", "graduate_edit", "graduate_history"):
        page = client.get(at(name, department, alumnus.pk)).content.decode()
        assert "Çift Diplomalı" in page
        assert "L/2001" not in page


# --- Two departments -------------------------------------------------------------------------------


def test_two_departments_are_both_seen_and_never_mixed(
    department: Unit, other_department: Unit, registrar: User, client_for: Sign
) -> None:
    user = UserFactory.create()
    people: dict[Unit, Alumnus] = {}
    for unit, name in ((department, "Birinci"), (other_department, "İkinci")):
        represent(user, unit, by=registrar)
        people[unit] = graduate(programme_of(unit), given_names=name, surname="Mezun")
    claims = {unit: ClaimFactory.create(user=UserFactory.create(), unit=unit, level=6) for unit in people}
    client = client_for(user)
    for unit, elsewhere in ((department, other_department), (other_department, department)):
        page = client.get(at("graduate_list", unit)).content.decode()
        assert people[unit].person.full_name in page
        assert people[elsewhere].person.full_name not in page
        assert client.get(at("graduate_detail", unit, people[unit].pk)).status_code == 200
        assert client.get(at("graduate_detail", unit, people[elsewhere].pk)).status_code == 404
        assert client.get(at("claim_detail", unit, claims[unit].pk)).status_code == 200
        assert client.get(at("claim_detail", unit, claims[elsewhere].pk)).status_code == 404
        tick = {"islem": "etiket", "s": [people[elsewhere].pk]}
        assert client.post(at("graduate_bulk", unit), tick).status_code == 404
    home = client.get(reverse("representatives:home")).content.decode()
    assert home.count("Makine Mühendisliği") >= 1
    assert home.count("İnşaat Mühendisliği") >= 1


def test_an_end_in_one_department_leaves_the_other(
    department: Unit, other_department: Unit, registrar: User, client_for: Sign
) -> None:
    user = UserFactory.create()
    ended = represent(user, department, by=registrar)
    represent(user, other_department, by=registrar)
    client = client_for(user)
    end_yesterday(ended)
    assert client.get(at("graduate_list", department)).status_code == 404
    assert client.get(at("graduate_list", other_department)).status_code == 200


# --- Seen, but not yours to change -----------------------------------------------------------------


def test_the_own_record_is_seen_at_the_desk_and_not_changed(
    representative: User, department: Unit, client_for: Sign
) -> None:
    own = graduate(programme_of(department), given_names="Mehmet", surname="Kaya")
    enrol(own, representative)
    client = client_for(representative)
    contact = own.person.contacts.first()
    assert contact
    assert client.get(at("graduate_detail", department, own.pk)).status_code == 200
    assert client.get(at("graduate_edit", department, own.pk)).status_code == 403
    assert client.post(at("graduate_edit", department, own.pk)).status_code == 403
    assert client.post(at("contact_mark", department, own.pk, contact.pk), {"reason": "eski"}).status_code == 403


def test_the_registrar_never_touches_the_own_appointment(registrar: User, client_for: Sign) -> None:
    term = registrar.appointments.get()
    client = client_for(registrar)
    address = reverse("coordinator:appointment_end", args=[term.pk])
    ending = {"early_end": timezone.localdate().isoformat(), "early_end_reason": "Ayrıldı"}
    assert client.get(address).status_code == 403
    assert client.post(address, ending).status_code == 403
    own = {
        "email": registrar.email, "decision_number": "2026/9",
        "decision_date": "2026-01-05", "starts": timezone.localdate().isoformat(), "ends": "2029-01-05",
    }  # fmt: skip
    assert client.post(reverse("coordinator:appointment_record", args=["coordinator"]), own).status_code == 403
    assert registrar.appointments.count() == 1
