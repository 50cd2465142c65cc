"""Who sees which announcement, and that the columns are asked, not the good will of a page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordinator.newsroom.models import Announcement
from mik.accounts.models import Office, User
from mik.people.models import ContactPoint, Person
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory, appoint, grant, represent
from tests.factories.alumni import GraduationFactory
from tests.factories.news import published, withdrawn, written
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def titles(user: object) -> set[str]:
    return {one.title_tr for one in Announcement.objects.visible_to(user)}


def test_the_office_sees_all_and_nobody_without_a_role_any(
    coordinator: User, assistant: User, staff: User, vice_rector: User, registrar: User, representative: User,
    department: Unit,
) -> None:  # fmt: skip
    written(coordinator, title_tr="Taslak")
    published(coordinator, title_tr="Yayında")
    withdrawn(representative, unit=department, title_tr="Geri çekilen")
    everything = {"Taslak", "Yayında", "Geri çekilen"}
    seen = [titles(user) for user in (coordinator, assistant, staff, vice_rector, registrar, None)]
    assert seen == [everything, everything, set(), set(), set(), set()]


def test_staff_sees_them_with_the_duty_only(coordinator: User, registrar: User) -> None:
    written(coordinator)
    user = UserFactory.create()
    term = appoint(user, Office.STAFF, by=registrar)
    before = titles(user)
    grant(term, "news.write", coordinator)
    assert (before, titles(User.objects.get(pk=user.pk))) == (set(), {"Buluşma"})


def test_a_representative_sees_the_own_and_what_is_published_for_the_department(
    coordinator: User, representative: User, other_representative: User, department: Unit, other_department: Unit
) -> None:
    written(representative, unit=department, title_tr="Kendi taslağı")
    written(other_representative, unit=other_department, title_tr="Öbürünün taslağı")
    published(other_representative, unit=other_department, title_tr="Öbürünün")
    written(coordinator, title_tr="Ofisin taslağı")
    published(coordinator, title_tr="Herkese")
    assert department.parent is not None
    published(coordinator, title_tr="Fakülteye", units=[department.parent.pk])
    published(coordinator, title_tr="Öbür bölüme", units=[other_department.pk])
    expected = {"Kendi taslağı", "Herkese", "Fakülteye"}
    if department.parent == other_department.parent:
        assert titles(representative) == expected
    assert "Öbürünün taslağı" not in titles(representative)
    assert "Öbür bölüme" not in titles(representative)


def test_a_representative_for_other_levels_has_a_desk_of_the_own(
    registrar: User, representative: User, department: Unit
) -> None:
    colleague = UserFactory.create()
    Unit.objects.get(pk=department.pk)
    representative.appointments.update(levels=[6])
    representative.__dict__.pop("_powers", None)
    represent(colleague, department, [7], by=registrar)
    written(representative, unit=department, levels=[6])
    assert (titles(representative), titles(colleague)) == ({"Buluşma"}, set())


AUDIENCES: list[tuple[str, dict[str, Any], bool]] = [
    ("everybody", {}, True),
    ("years before", {"year_to": 2013}, False),
    ("years around", {"year_from": 2014, "year_to": 2014}, True),
    ("another level", {"levels": [8]}, False),
    ("the level", {"levels": [5, 6]}, True),
    ("the province of the job", {"provinces": ["61"]}, True),
    ("another province", {"provinces": ["34"]}, False),
    ("one of the places", {"provinces": ["34"], "countries": ["TR"]}, True),
    ("abroad", {"countries": ["DE"]}, False),
    ("members", {"membership": "members"}, True),
    ("those who have not joined", {"membership": "others"}, False),
    ("by mail only", {"on_platform": False}, False),
]


@pytest.mark.parametrize(("audience", "fits"), [case[1:] for case in AUDIENCES], ids=[case[0] for case in AUDIENCES])
def test_a_member_reads_what_is_for_a_graduate_like_that(
    audience: dict[str, Any], fits: bool, coordinator: User, alumna: User
) -> None:
    published(coordinator, **audience)
    assert bool(titles(alumna)) is fits


def test_unit_level_and_year_are_asked_of_one_graduation(
    coordinator: User, alumna: User, department: Unit, other_department: Unit
) -> None:
    record = alumna.membership.alumnus
    GraduationFactory.create(alumnus=record, programme=programme_of(other_department, Level.MASTER), year=2018)
    published(coordinator, title_tr="Karışık", units=[department.pk], year_from=2018)
    published(coordinator, title_tr="İkincisi", units=[other_department.pk], year_from=2018, levels=[7])
    assert titles(alumna) == {"İkincisi"}


def test_a_dead_address_is_no_place_to_live(coordinator: User, alumna: User) -> None:
    ContactPoint.objects.create(
        person=Person.objects.get(user=alumna),
        kind="address",
        country="DE",
        normalised="de",
        dead_at=timezone.now(),
        dead_evidence="bounced",
    )
    published(coordinator, countries=["DE"])
    assert titles(alumna) == set()


def test_nobody_outside_the_office_reads_drafts_and_what_was_withdrawn(
    coordinator: User, alumna: User, student: User
) -> None:
    written(coordinator, for_students=True)
    withdrawn(coordinator, for_students=True)
    assert (titles(alumna), titles(student)) == (set(), set())


def test_a_student_reads_what_is_for_students(coordinator: User, student: User) -> None:
    published(coordinator, title_tr="Mezunlara")
    published(coordinator, title_tr="Öğrencilere de", for_students=True)
    assert titles(student) == {"Öğrencilere de"}


def test_outside_the_audience_there_is_no_such_page(
    coordinator: User, alumna: User, other_department: Unit, client_for: Sign
) -> None:
    other = published(coordinator, units=[other_department.pk], kind="event")
    pages = ("news:announcement_detail", "news:announcement_calendar")
    assert [client_for(alumna).get(reverse(page, args=[other.pk])).status_code for page in pages] == [404, 404]


def test_another_departments_numbers_say_nothing(
    representative: User, other_representative: User, department: Unit, other_department: Unit, client_for: Sign
) -> None:
    other = published(other_representative, unit=other_department)
    client, names = client_for(representative), ("announcement_detail", "announcement_edit", "announcement_check")
    own_desk = [reverse(f"department_news:{name}", args=[department.pk, other.pk]) for name in names]
    their_desk = [reverse(f"department_news:{name}", args=[other_department.pk, other.pk]) for name in names]
    assert {client.get(url).status_code for url in own_desk + their_desk} == {404}


def test_what_is_over_is_the_same_to_the_database_and_to_the_page(coordinator: User) -> None:
    now, day = timezone.now(), timedelta(days=1)
    published(coordinator, title_tr="Geçmiş ilan", kind="job", deadline=timezone.localdate() - day)
    published(coordinator, title_tr="Son gün", kind="job", deadline=timezone.localdate())
    published(coordinator, title_tr="Süren etkinlik", kind="event", starts_at=now - day, ends_at=now + day)
    published(coordinator, title_tr="Biten etkinlik", kind="event", starts_at=now - 2 * day)
    published(coordinator, title_tr="Haber")
    over = {one.title_tr for one in Announcement.objects.over()}
    assert over == {"Geçmiş ilan", "Biten etkinlik"} == {o.title_tr for o in Announcement.objects.all() if o.is_over}
    assert Announcement.objects.still_open().count() == 3
