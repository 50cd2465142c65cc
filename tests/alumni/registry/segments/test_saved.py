"""Saved segments: a question under a name, asked anew each time, with the rights of the owner and of whoever asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus, Graduation
from alumni.registry.scopes import Scope
from alumni.registry.segments import Criteria, CriteriaForm
from alumni.registry.segments.asked import from_list, to_query
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import persons_of, problems_of, words_of
from alumni.registry.segments.services import count_segment, delete_segment, save_segment
from coordinator.newsroom.models import Announcement
from mik.accounts.models import User
from mik.accounts.powers import forget_powers
from mik.people.models import Person
from mik.units.models import Unit
from surveys.models import Wave
from surveys.waves.audience import target_persons
from tests.factories.alumni import graduate
from tests.factories.mail import draft
from tests.factories.news import delivery
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


@pytest.fixture
def own(department: Unit) -> Alumnus:
    alumnus = graduate(programme_of(department), year=2014, given_names="Elif", surname="Şahin")
    ContactPointFactory.create(person=alumnus.person, kind="address", value="Trabzon", country="TR", province="61")
    Alumnus.objects.filter(pk=alumnus.pk).update(tags=["mentor adayı"])
    return alumnus


@pytest.fixture
def foreign(other_department: Unit) -> Alumnus:
    return graduate(programme_of(other_department), year=2014, given_names="Gizli", surname="Yabancı")


def kept(scope: Scope, query: str = "", **more: Any) -> Segment:
    named: dict[str, Any] = {"name": "Kitle", "shared": False, **more}
    return save_segment(scope=scope, filters=from_list(QueryDict(query), scope), **named)


def meant(segment: Segment, user: User) -> set[int]:
    return set(persons_of(Segment.objects.get(pk=segment.pk), user).values_list("pk", flat=True))


# --- Whom it means ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True), ("q=şahin", True), ("q=yabancı", False), ("yil_ilk=2014&yil_son=2014", True),
        ("yil_ilk=2015", False), ("il=61", True), ("il=34", False), ("uye=hayir", True), ("uye=evet", False),
        ("etiket=mentor+adayı", True),
        ("gorunum=ulasilamayan", False), ("durum=stale", True), ("sayfa=9&sirala=-yil", True),
    ],
)  # fmt: skip
def test_it_means_whom_the_list_showed(
    query: str, found: bool, desk: Scope, own: Alumnus, foreign: Alumnus, representative: User
) -> None:
    segment = kept(desk, query)
    assert meant(segment, representative) == ({own.pk} if found else set())
    assert segment.last_size == int(found)


def test_nobody_sees_more_than_the_owner_or_themselves(
    office: Scope, desk: Scope, own: Alumnus, foreign: Alumnus, coordinator: User, representative: User,
    other_representative: User,
) -> None:  # fmt: skip
    whole, part = kept(office), kept(desk)
    assert meant(whole, coordinator) == {own.pk, foreign.pk}
    assert (meant(whole, representative), meant(whole, other_representative)) == ({own.pk}, {foreign.pk})
    assert (meant(part, coordinator), meant(part, other_representative)) == ({own.pk}, set())


def test_it_is_asked_anew_each_time(desk: Scope, own: Alumnus, foreign: Alumnus, representative: User) -> None:
    segment = kept(desk)
    Graduation.objects.filter(alumnus=foreign).update(programme=Graduation.objects.get(alumnus=own).programme)
    assert meant(segment, representative) == {own.pk, foreign.pk}
    Alumnus.objects.filter(pk=foreign.pk).update(state="proposed")
    assert meant(segment, representative) == {own.pk}


def test_with_the_owners_office_it_ends(desk: Scope, own: Alumnus, representative: User, coordinator: User) -> None:
    segment = kept(desk, shared=True)
    term = representative.appointments.get()
    term.early_end, term.early_end_reason = timezone.localdate() - timedelta(days=1), "ayrıldı"
    term.save()
    forget_powers(representative)
    assert (meant(segment, representative), meant(segment, coordinator)) == (set(), set())
    assert Segment.objects.visible_to(representative).count() == 0
    assert "Sahibinin görevi bitti" in next(problems_of(Segment.objects.get()))


# --- What is no more --------------------------------------------------------------------------------


def test_what_is_gone_is_told_and_finds_nobody(desk: Scope, own: Alumnus, representative: User) -> None:
    segment = kept(desk, "etiket=mentor+adayı")
    Alumnus.objects.update(tags=[])
    assert meant(segment, representative) == set()
    assert next(problems_of(segment)) == ("Artık bulunmayan bir ölçüt: mentor adayı. Kaldırana kadar kitle boş kalır.")
    assert words_of(segment, desk)[-1] == "mentor adayı"


@pytest.mark.parametrize(
    "filters",
    [
        {"unit_ids": [99_999_999]}, {"unit_ids": "x", "levels": None}, {"membership": "x", "year_from": "abc"},
        {"list": []},
        {"list": {"durum": ["hiç"]}}, {"list": {"gorunum": ["hiç"]}}, {"list": {"yil": [None, 3]}},
        {"gelecek": {"x": 1}},
    ],
)  # fmt: skip
def test_no_json_is_an_error(filters: dict[str, Any], office: Scope, coordinator: User, client_for: Sign) -> None:
    segment = Segment.objects.create(name="Eski", owner=coordinator, filters=filters)
    count_segment(segment=segment)
    address = reverse("coordinator:segment_edit", args=[segment.pk])
    client = client_for(coordinator)
    page = client.get(address)
    assert (page.status_code, bool(page.context["problems"])) == (
        200,
        bool(filters.get("list")) or filters.get("unit_ids") == [99_999_999],
    )
    data = {"name": "Eski", "uyelik": "all", "tut": list(filters.get("list") or [])}
    assert client.post(address, data).status_code == 302
    segment.refresh_from_db()
    assert segment.filters.get("gelecek") == filters.get("gelecek")


def test_a_closed_department_is_told(office: Scope, department: Unit) -> None:
    segment = kept(office, f"birim={department.pk}")
    Unit.objects.filter(pk=department.pk).update(closed_on=timezone.localdate(), opened_on=None)
    assert list(problems_of(segment)) == [f"{department.name} kapandı; eski mezunları kitlede durur."]


# --- The pages --------------------------------------------------------------------------------------


def test_a_filter_is_saved_opened_and_deleted(
    client_for: Sign, representative: User, department: Unit, own: Alumnus
) -> None:
    client, unit = client_for(representative), [department.pk]
    page = client.get(reverse("representatives:segment_add", args=unit), {"q": "şahin", "yil_ilk": "2010"})
    assert "Bugün 1 kişi" in page.content.decode()
    data = {"asked": page.context["form"]["asked"].value(), "name": "  Şahinler ", "shared": "on"}
    response = client.post(reverse("representatives:segment_add", args=unit), data)
    segment = Segment.objects.get()
    assert response.headers["Location"] == reverse("representatives:segment_edit", args=[*unit, segment.pk])
    assert (segment.name, segment.shared, segment.last_size, segment.unit_id) == ("Şahinler", True, 1, department.pk)
    assert client.post(reverse("representatives:segment_add", args=unit), data).status_code == 422
    opened = client.get(reverse("representatives:segment_open", args=[*unit, segment.pk])).headers["Location"]
    assert QueryDict(opened.split("?")[1]).dict() == {"q": "şahin", "yil_ilk": "2010"}
    listed = client.get(reverse("representatives:segment_list", args=unit)).content.decode()
    assert ("Şahinler" in listed, "Az önce" in listed or "önce" in listed) == (True, True)
    assert client.post(reverse("representatives:segment_delete", args=[*unit, segment.pk])).status_code == 302
    assert Segment.objects.count() == 0


def test_what_the_list_has_no_words_for_is_opened_by_name(
    client_for: Sign, coordinator: User, office: Scope, department: Unit, other_department: Unit, own: Alumnus,
    foreign: Alumnus,
) -> None:  # fmt: skip
    graduate(programme_of(department), year=1999)
    filters = Criteria((department.pk, other_department.pk), year_from=2010).as_json()
    segment = save_segment(scope=office, name="İki bölüm", shared=False, filters=filters)
    assert to_query(filters, office) is None
    client = client_for(coordinator)
    opened = client.get(reverse("coordinator:segment_open", args=[segment.pk])).headers["Location"]
    graduates = client.get(opened).context["graduates"]
    assert (graduates.count, [chip.label for chip in graduates.chips]) == (2, ["İki bölüm"])
    page = client.get(reverse("coordinator:segment_add"), {"kitle": str(segment.pk), "q": "şahin"})
    assert "Bugün 1 kişi" in page.content.decode()


def test_a_list_opened_with_anothers_private_segment_is_empty(
    client_for: Sign, coordinator: User, assistant: User, office: Scope, own: Alumnus
) -> None:
    segment = kept(office)
    client = client_for(assistant)
    assert client.get(reverse("coordinator:graduate_list"), {"kitle": segment.pk}).context["graduates"].count == 0
    for name in ("segment_edit", "segment_open", "segment_delete"):
        assert client.get(reverse(f"coordinator:{name}", args=[segment.pk])).status_code == 404
    Segment.objects.update(shared=True)
    address = reverse("coordinator:segment_edit", args=[segment.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "Benim", "uyelik": "all"}).status_code == 403


def test_from_the_audience_form_in_a_tab_of_its_own(
    client_for: Sign, coordinator: User, department: Unit, own: Alumnus, foreign: Alumnus
) -> None:
    client = client_for(coordinator)
    write = client.get(reverse("coordinator:announcement_add")).content.decode()
    assert f'formaction="{reverse("coordinator:segment_add")}" formtarget="_blank"' in write
    page = client.post(reverse("coordinator:segment_add"), {"birim": [department.pk], "uyelik": "all", "title_tr": "x"})
    assert "Bugün 1 kişi" in page.content.decode()


def test_as_many_queries_for_one_as_for_many(
    client_for: Sign,
    coordinator: User,
    office: Scope,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    client, address = client_for(coordinator), reverse("coordinator:segment_list")
    kept(office, name="1")
    client.get(address)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    for name in "23":
        kept(office, name=name)
    with django_assert_num_queries(len(one)):
        client.get(address)


# --- Where it is used -------------------------------------------------------------------------------


def test_an_announcement_asks_it(
    client_for: Sign, coordinator: User, office: Scope, own: Alumnus, foreign: Alumnus
) -> None:
    segment = kept(office, "q=şahin")
    client = client_for(coordinator)
    typed = {"kind": "news", "title_tr": "Buluşma", "uyelik": "all", "kitle": segment.pk}
    counted = client.post(
        reverse("coordinator:announcement_add"), {**typed, "eylem": "say"}, headers={"HX-Request": "true"}
    )
    assert "<dd>1</dd>" in counted.content.decode()
    assert client.post(reverse("coordinator:announcement_add"), {**typed, "eylem": "kaydet"}).status_code == 302
    announcement = Announcement.objects.get()
    assert announcement.segment == segment
    page = client.get(reverse("coordinator:segment_edit", args=[segment.pk])).content.decode()
    assert "Buluşma" in page
    with pytest.raises(ValidationError):
        delete_segment(segment=segment, by=coordinator)
    segment.refresh_from_db()
    assert segment.last_used_at is not None


def test_the_platform_shows_it_to_whom_it_was_sent(
    alumna: User, coordinator: User, office: Scope, department: Unit
) -> None:
    now = timezone.now()
    fields: dict[str, Any] = {
        "title_tr": "Davet", "body_tr": "Gelin", "author": coordinator, "state": "published", "published_at": now,
        "published_by": coordinator,
    }  # fmt: skip
    everybody, chosen = (
        Announcement.objects.create(**fields),
        Announcement.objects.create(**fields, segment=kept(office)),
    )
    assert list(Announcement.objects.read_by(alumna)) == [everybody]
    chosen.mailing = draft(coordinator)
    chosen.save()
    delivery(chosen.mailing, Person.objects.get(user=alumna), "accepted")
    assert set(Announcement.objects.read_by(alumna)) == {everybody, chosen}


def test_a_wave_asks_it_and_a_lost_one_asks_nobody(office: Scope, own: Alumnus, foreign: Alumnus) -> None:
    segment = kept(office, "q=şahin")
    wave = Wave(criteria={**Criteria().as_json(), "segment": segment.pk})
    assert set(target_persons(wave).values_list("pk", flat=True)) == {own.pk}
    segment.delete()
    assert target_persons(wave).count() == 0


def test_every_option_of_a_picker_is_drawn(department: Unit, other_department: Unit) -> None:
    form = CriteriaForm()
    for picker in filter(None, (form.unit_picker, form.place_picker)):
        drawn = [str(box.choice_label) for _label, boxes in picker.groups() for box in boxes]
        groups: Any = picker.field.field
        offered = [label for _group, options in groups.choices for _code, label in options]
        assert drawn == [str(label) for label in offered]
