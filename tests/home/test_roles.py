"""The shell follows the address: area, navigation and the role switch."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mik.accounts.models import User
from mik.home.context import initials_of, menus, shell
from mik.home.menus import NavEntry
from mik.home.roles import active_role, roles_of, section_of
from mik.units.models import Unit
from tests.factories.accounts import UserFactory, represent

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def shell_of(client: Client, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(path).context["shell"]
    return found


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/", ""),
        ("/bildirimler/", ""),
        ("/hesap/giris/", ""),
        ("/mezun/rehber/", "member"),
        ("/temsilci/12/mezunlar/", "representative"),
        ("/koordinator/", "office"),
        ("/koordinator/gorevler/", "office"),
        ("/koordinator/atamalar/ekle/", "registrar"),
        ("/koordinator/ozet/", "vice_rector"),
        ("/ogrenci/", "student"),
        ("/mezunlar/", ""),
    ],
)
def test_the_section_is_in_the_address(path: str, section: str) -> None:
    assert section_of(path) == section


def test_each_role_has_its_home(
    client_for: Sign,
    alumna: User,
    representative: User,
    coordinator: User,
    assistant: User,
    staff: User,
    registrar: User,
    vice_rector: User,
    student: User,
) -> None:
    expected = {
        alumna: "alumni:profile",
        representative: "representatives:home",
        coordinator: "coordinator:home",
        assistant: "coordinator:home",
        staff: "coordinator:home",
        registrar: "coordinator:appointment_list",
        vice_rector: "coordinator:overview",
        student: "home:student",
        UserFactory.create(): "alumni:claim_start",
    }
    found = {user: client_for(user).get(reverse("home:home"))["Location"] for user in expected}
    assert found == {user: reverse(name) for user, name in expected.items()}


def test_every_home_opens(client_for: Sign, coordinator: User, staff: User, registrar: User, vice_rector: User) -> None:
    for user in (coordinator, staff, registrar, vice_rector):
        assert client_for(user).get(reverse("home:home"), follow=True).status_code == 200


def test_all_roles_somebody_holds_are_offered(representative_alumna: User) -> None:
    assert [role.label for role in roles_of(representative_alumna)] == ["Orman Mühendisliği temsilcisi", "Mezun"]


def test_departments_are_roles_of_their_own(representative: User, other_department: Unit, registrar: User) -> None:
    represent(representative, other_department, by=registrar)
    user = User.objects.get(pk=representative.pk)
    unit = [role.unit_id for role in roles_of(user)]
    roles = roles_of(user)
    path = reverse("representatives:graduate_list", args=[other_department.pk])
    assert len(unit) == len(set(unit)) == 2
    active = active_role(roles, path=path)
    assert active is not None
    assert (active.unit_id, active.url) == (other_department.pk, path)


def test_a_unit_that_is_not_represented_is_no_role(representative: User, other_department: Unit) -> None:
    path = reverse("representatives:graduate_list", args=[other_department.pk])
    assert active_role(roles_of(representative), path=path) is None


def test_the_role_used_last_stays_on_pages_of_every_role(client_for: Sign, representative_alumna: User) -> None:
    client = client_for(representative_alumna)
    bell, profile = reverse("work:notification_list"), reverse("alumni:profile")
    assert shell_of(client, bell)["area"] == "Orman Mühendisliği"
    client.get(profile)
    assert shell_of(client, bell)["area"] == "Mezun Platformu"
    assert client.get(reverse("home:home"))["Location"] == profile


def test_a_role_that_ended_is_forgotten(client_for: Sign, representative: User, registrar: User) -> None:
    client = client_for(representative)
    client.get(reverse("representatives:home"))
    yesterday = timezone.localdate() - timedelta(days=1)
    representative.appointments.update(early_end=yesterday, early_end_reason="istifa")
    assert client.get(reverse("home:home"))["Location"] == reverse("alumni:claim_start")


def test_the_navigation_marks_where_one_is(client_for: Sign, coordinator: User) -> None:
    nav = shell_of(client_for(coordinator), reverse("coordinator:terms"))["nav"]
    assert [entry.label for entry in nav] == [
        "Panel", "Mezunlar", "Duyurular", "Görevler", "Rapor", "Onaylar", "Kartlar", "Anketler", "Sayılar", "İçe aktar",
        "Bildirilen mesajlar", "İzinler ve metinler", "Veri koruma",
    ]  # fmt: skip
    assert [entry.label for entry in nav if entry.current] == ["Görevler"]


def test_what_does_not_fit_stands_behind_one_entry() -> None:
    def cut(n: int) -> dict[str, list[str]]:
        entries = [NavEntry(str(i), "/", "house") for i in range(n)]
        return {key: [entry.label for entry in part] for key, part in menus(entries).items()}

    assert cut(6)["nav_more"] == []
    assert (cut(7)["nav_main"], cut(7)["nav_more"]) == (list("01234"), ["5", "6"])
    assert cut(5)["tabs_more"] == []
    assert (cut(6)["tabs"], cut(6)["tabs_more"]) == (list("0123"), ["4", "5"])


def test_every_entry_of_every_menu_opens(
    client_for: Sign,
    alumna: User,
    representative: User,
    coordinator: User,
    staff_with_duty: User,
    registrar: User,
    vice_rector: User,
    student: User,
) -> None:
    users = (alumna, representative, coordinator, staff_with_duty, registrar, vice_rector, student)
    closed = []
    for user in users:
        client = client_for(user)
        entries = client.get(reverse("home:home"), follow=True).context["shell"]["nav"]
        closed += [(user.name, entry.url) for entry in entries if client.get(entry.url).status_code != 200]
    assert closed == []


@pytest.mark.parametrize("name", ["news:announcement_list", "home:student"])
def test_students_keep_their_menu_on_pages_of_members(client_for: Sign, student: User, name: str) -> None:
    nav = shell_of(client_for(student), reverse(name))["nav"]
    assert [entry.label for entry in nav] == ["Ana sayfa", "Duyurular"]


def test_staff_find_the_pages_of_their_duties_only(client_for: Sign, staff: User, staff_with_duty: User) -> None:
    home = reverse("coordinator:home")
    found = [[entry.label for entry in shell_of(client_for(user), home)["nav"]] for user in (staff, staff_with_duty)]
    assert found == [["Panel"], ["Panel", "Mezunlar", "Onaylar", "İçe aktar", "İzinler ve metinler"]]


def test_the_shell_takes_few_queries_however_many_roles(
    representative: User, other_department: Unit, registrar: User, rf: RequestFactory
) -> None:
    def queries() -> int:
        request = rf.get("/bildirimler/")
        request.user, request.session = User.objects.get(pk=representative.pk), {}  # type: ignore[assignment]  # a bare request
        with CaptureQueriesContext(connection) as captured:
            shell(request)
        return len(captured)

    one = queries()
    represent(representative, other_department, by=registrar)
    assert (one, queries()) == (one, one)
    assert one <= 5


def test_visitors_cost_no_query(rf: RequestFactory, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert shell(rf.get("/"))["shell"]["nav"] == []


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Prof. Dr. Ayşe Demir", "AD"),
        ("Dr. Öğr. Üyesi İsmail ığdır", "İI"),
        ("Öğr. Gör. Sinan Velioğlu", "SV"),
        ("Madonna", "M"),
        ("", ""),
    ],
)
def test_initials_leave_titles_out(name: str, initials: str) -> None:
    assert initials_of(name) == initials
