"""Pairs: what always holds of them, who sees them, and what is decided at the desks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.models import AccessEvent
from mik.common.models import Job
from mik.units.models import Unit
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
PARTS = [
    {"comparison": "birth", "level": "equal", "weight": 13.0},
    {"comparison": "student", "level": "equal", "weight": 16.0},
]


def pair(first: Alumnus, second: Alumnus, **more: Any) -> DuplicatePair:
    return DuplicatePair.objects.create(first=first, second=second, **{"probability": 0.97, "parts": PARTS} | more)


@pytest.fixture
def own(department: Unit) -> DuplicatePair:
    programme = programme_of(department)
    return pair(graduate(programme, surname="Kalyoncu"), graduate(programme, surname="Kalyoncuoğlu"))


def at(name: str, *args: int) -> str:
    return reverse(f"coordinator:{name}", args=args)


def in_unit(name: str, unit: Unit, *args: int) -> str:
    return reverse(f"representatives:{name}", args=[unit.pk, *args])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_two_records_make_one_pair(own: DuplicatePair) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        pair(own.first, own.second)
    with pytest.raises(IntegrityError), transaction.atomic():
        pair(own.second, own.first)


@pytest.mark.parametrize("change", [{"probability": 1.5}, {"state": "different"}])
def test_constraints(own: DuplicatePair, change: dict[str, Any]) -> None:
    """A probability is one; a decision has its day."""
    with pytest.raises(IntegrityError), transaction.atomic():
        DuplicatePair.objects.update(**change)


def test_who_sees_a_pair(
    own: DuplicatePair, coordinator: User, representative: User, other_representative: User, alumna: User,
    other_department: Unit,
) -> None:  # fmt: skip
    """Half a pair would tell of somebody else's record, the own record of nothing."""
    half = pair(own.first, graduate(programme_of(other_department)))
    seen = {user: set(DuplicatePair.objects.visible_to(user)) for user in (
        coordinator, representative, other_representative, alumna,
    )}  # fmt: skip
    assert seen == {coordinator: {own, half}, representative: {own}, other_representative: set(), alumna: set()}


def test_the_list_shows_both_with_what_agrees(client_for: Sign, coordinator: User, own: DuplicatePair) -> None:
    page = text(client_for(coordinator).get(at("duplicate_list")))
    for words in ("Kalyoncuoğlu", "%97 · Olası", "Doğum tarihi aynı", "Öğrenci no aynı", "Aynı kişi değil"):
        assert words in page
    assert AccessEvent.objects.get().subjects == [own.first_id, own.second_id]


def test_a_representative_reads_nothing_that_may_rest_on_another_department(
    client_for: Sign, representative: User, department: Unit, own: DuplicatePair
) -> None:
    page = text(client_for(representative).get(in_unit("duplicate_list", department)))
    assert "Doğum tarihi aynı" in page
    assert "Öğrenci no aynı" not in page
    assert "Kütüğü tara" not in page


def test_the_list_narrows(client_for: Sign, coordinator: User, own: DuplicatePair) -> None:
    client = client_for(coordinator)
    assert "Kalyoncuoğlu" in text(client.get(at("duplicate_list"), {"benzeyen": "dogum"}))
    assert "Bu süzgece uyan çift yok" in text(client.get(at("duplicate_list"), {"benzeyen": "kimlik"}))


@pytest.mark.parametrize("role", ["coordinator", "representative"])
def test_as_many_queries_for_three_as_for_one(
    request: pytest.FixtureRequest, client_for: Sign, department: Unit, own: DuplicatePair, role: str
) -> None:
    client = client_for(request.getfixturevalue(role))
    url = at("duplicate_list") if role == "coordinator" else in_unit("duplicate_list", department)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for _n in range(2):
        pair(graduate(programme_of(department)), graduate(programme_of(department)))
    assert queries() == one


def test_not_the_same_person_is_remembered_and_taken_back(
    client_for: Sign, coordinator: User, own: DuplicatePair
) -> None:
    client = client_for(coordinator)
    there = at("duplicate_list") + "?benzeyen=dogum"
    response = client.post(at("duplicate_different", own.pk), {"liste": there})
    assert response.headers["Location"] == there
    own.refresh_from_db()
    assert (own.state, own.decided_by) == ("different", coordinator)
    assert own.decided_at is not None
    page = text(client.get(at("duplicate_list"), {"durum": "farkli"}))
    assert "“Aynı kişi değil” kararını Ayşe Demir verdi" in page
    client.post(at("duplicate_undo", own.pk))
    assert DuplicatePair.objects.filter(state="open", decided_by=None, decided_at=None).get() == own


def test_an_address_from_elsewhere_is_not_followed(client_for: Sign, coordinator: User, own: DuplicatePair) -> None:
    response = client_for(coordinator).post(at("duplicate_different", own.pk), {"liste": "//kotu.example/"})
    assert response.headers["Location"] == at("duplicate_list")


def test_a_representative_decides_but_does_not_overrule_the_office(
    client_for: Sign, coordinator: User, representative: User, department: Unit, own: DuplicatePair
) -> None:
    client = client_for(representative)
    assert client.post(in_unit("duplicate_different", department, own.pk)).status_code == 302
    assert client.post(in_unit("duplicate_undo", department, own.pk)).status_code == 302
    DuplicatePair.objects.update(state="different", decided_by=coordinator, decided_at=timezone.now())
    assert client.post(in_unit("duplicate_undo", department, own.pk)).status_code == 403


def test_nobody_decides_about_the_own_record(
    client_for: Sign, representative: User, department: Unit, own: DuplicatePair
) -> None:
    enrol(own.second, representative)
    client = client_for(representative)
    assert client.post(in_unit("duplicate_different", department, own.pk)).status_code == 403
    assert "Aynı kişi değil</button>" not in text(client.get(in_unit("duplicate_list", department)))


def test_a_pair_across_departments_does_not_exist_for_a_representative(
    client_for: Sign, representative: User, department: Unit, other_department: Unit, own: DuplicatePair
) -> None:
    half = pair(own.first, graduate(programme_of(other_department), surname="Yabancıgil"))
    client = client_for(representative)
    assert client.post(in_unit("duplicate_different", department, half.pk)).status_code == 404
    assert "Yabancıgil" not in text(client.get(in_unit("duplicate_list", department)))


def test_the_office_starts_a_search(client_for: Sign, coordinator: User) -> None:
    response = client_for(coordinator).post(at("duplicate_search"))
    job = Job.objects.get()
    assert (job.kind, response.headers["Location"]) == (
        "registry.duplicates",
        reverse("common:job_detail", args=[job.pk]),
    )
