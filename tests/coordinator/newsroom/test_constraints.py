"""What the database itself refuses, and that every change leaves a trace."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mik.accounts.models import User
from mik.audit.tracking import history_of
from mik.units.models import Unit
from tests.factories.news import published, written

pytestmark = pytest.mark.django_db

NOW = timezone.now()
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("announcement_has_a_title", {"title_tr": ""}),
    ("announcement_published_by_somebody", {"state": "published"}),
    ("announcement_published_by_somebody", {"published_at": NOW}),
    ("announcement_withdrawn_by_somebody", {"withdrawn_at": NOW}),
    ("announcement_ends_after_it_starts", {"starts_at": NOW, "ends_at": NOW - timedelta(hours=1)}),
    ("announcement_ends_after_it_starts", {"ends_at": NOW}),
    ("announcement_link_is_of_the_web", {"link": "javascript:alert(1)"}),
    ("announcement_years_in_order", {"year_from": 2014, "year_to": 2013}),
]
UNFINISHED: list[tuple[str, dict[str, Any]]] = [
    ("announcement_published_says_something", {"body_tr": ""}),
    ("announcement_published_english_is_whole", {"title_en": "Meeting"}),
    ("announcement_opening_has_deadline_and_link", {"kind": "scholarship", "link": ""}),
    ("announcement_opening_has_deadline_and_link", {"kind": "job", "deadline": None}),
    ("announcement_opening_has_deadline_and_link", {"kind": "internship", "deadline": None}),
    ("announcement_event_has_time_and_place", {"kind": "event", "place": ""}),
    ("announcement_event_has_time_and_place", {"kind": "event", "starts_at": None}),
]


@pytest.mark.parametrize(("name", "fields"), REFUSED)
def test_refused_at_any_time(name: str, fields: dict[str, Any], coordinator: User) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        written(coordinator, **fields)


@pytest.mark.parametrize(("name", "fields"), UNFINISHED)
def test_a_draft_may_be_unfinished_what_is_published_may_not(
    name: str, fields: dict[str, Any], coordinator: User
) -> None:
    written(coordinator, **fields)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        published(coordinator, **fields)


@pytest.mark.parametrize("change", [{"units": []}, {"units": [1, 2]}, {"levels": []}, {"for_students": True}])
def test_a_departments_announcement_cannot_leave_it(
    change: dict[str, Any], representative: User, department: Unit
) -> None:
    with pytest.raises(IntegrityError, match="announcement_of_unit_stays_there"), transaction.atomic():
        written(representative, unit=department, **change)


def test_every_change_leaves_a_trace(coordinator: User) -> None:
    announcement = written(coordinator)
    announcement.title_tr = "Yeni konu"
    announcement.save()
    assert [(one.pgh_label, one.title_tr) for one in history_of(announcement)] == [
        ("insert", "Buluşma"),
        ("update", "Yeni konu"),
    ]
