"""The one layer that decides what a member shows to whom: for pages, search, facets, counts, files and messages.

Whatever reads a member's values for anybody but the member, the representative and the office starts here, so that a
hidden value is neither shown nor found. Each choice is one of ``Visibility``; nothing is wider than the name: who does
not show that is nowhere.
"""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from alumni.registry.models import Graduation
from alumni.visibility.audience import Audience
from mik.people.deaths import living
from mik.people.models import Visibility

T = TypeVar("T", bound="QuerySet[Any]")

NAME, PROGRAMME, YEAR, MENTOR = (f"membership__{field}_shown" for field in ("name", "programme", "year", "mentor"))


def circle(audience: Audience, field: str = "visibility", *, owner: str = "alumnus") -> Q:
    """Rows whose ``field`` reaches this audience; ``owner`` is the column that holds the record's key."""
    if not audience.is_member:
        return Q(**{field: Visibility.PUBLIC})
    reached = Q(**{f"{field}__in": [Visibility.MEMBERS, Visibility.PUBLIC]})
    if audience.departments:
        shared = Graduation.objects.filter(alumnus=OuterRef(owner), programme__parent__in=sorted(audience.departments))
        reached |= Q(Exists(shared), **{field: Visibility.DEPARTMENT})
    return reached


def shown(rows: T, audience: Audience, *, owner: str = "alumnus") -> T:
    """The rows (contacts, jobs, languages …) their owners show to this audience. Begin with ``listed`` owners."""
    return rows.filter(circle(audience, owner=owner))


def listed(audience: Audience) -> Q:
    """Records this audience may find at all: of living members who show their name to it."""
    return Q(membership__isnull=False) & living() & circle(audience, NAME, owner="pk")


def shows(audience: Audience, field: str) -> Q:
    """Of listed records those that show one of ``PROGRAMME``, ``YEAR``, ``MENTOR``."""
    return circle(audience, field, owner="pk")


def reaches(audience: Audience, choice: str, departments: "frozenset[int]") -> bool:
    """The same of a single choice, of somebody who graduated from ``departments``."""
    if choice == Visibility.DEPARTMENT:
        return bool(audience.departments & departments)
    return choice == Visibility.PUBLIC or (audience.is_member and choice == Visibility.MEMBERS)
