"""Finding other members: by name, department and year, and by nothing that a member may hide."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.functions import Collate
from django.http import QueryDict

from alumni.career.models import Employment
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.profile import main_job, main_place
from mik.common.codelists import turkish_key
from mik.common.keyset import Keyset, KeysetPage
from mik.common.turkish import TR, Folded
from mik.people.models import ContactPoint
from mik.people.search import matching
from mik.units.models import Unit

MEMBERS_PER_PAGE = 24


@dataclass(frozen=True)
class Row:
    """One member of the list, with no more than that member shows."""

    alumnus: Alumnus
    graduations: list[Graduation]
    job: Employment | None
    place: str


def find(listed: AlumnusQuerySet, *, words: str = "", department: int | None = None, year: int | None = None) -> Any:
    """Narrow the listed members. A former surname is not searched: it is not ours to tell.

    The indexed name, which holds it, narrows first; the name of today decides.
    """
    found = listed
    if words.strip():
        found = found.alias(name_today=Folded("person__given_names", "person__surname")).filter(
            matching(words, "person__name_folded"), matching(words, "name_today")
        )
    wanted: dict[str, Any] = {}
    if department:
        wanted["programme__parent"] = department
    if year:
        wanted["year"] = year
    if wanted:
        found = found.filter(Exists(Graduation.objects.filter(alumnus=OuterRef("pk"), **wanted)))
    return found


def page_of(found: Any, listed: AlumnusQuerySet, data: QueryDict) -> KeysetPage:
    """In Turkish order; a place in the list that is not a listed member's is none."""
    order = [Collate("person__given_names", TR), Collate("person__surname", TR)]
    return Keyset(rows=found, order=order, origin=listed, size=MEMBERS_PER_PAGE).page(data)


def rows_of(page: KeysetPage, listed: AlumnusQuerySet) -> list[Row]:
    members = {member.pk: member for member in with_what_they_show(listed.filter(pk__in=page.keys))}
    return [row(members[key]) for key in page.keys if key in members]


def with_what_they_show(found: Any) -> Any:
    """Fetch, for the whole page at once, what each member shows to members."""
    shown_jobs = Employment.objects.shown_to_members().filter(is_primary=True).select_related("employer")
    shown_places = ContactPoint.objects.shown_to_members().filter(kind=ContactPoint.Kind.ADDRESS)
    return found.select_related("person").prefetch_related(
        Prefetch("graduations", Graduation.objects.select_related("programme__parent"), to_attr="held_graduations"),
        Prefetch("employments", shown_jobs, to_attr="shown_jobs"),
        Prefetch("person__contacts", shown_places, to_attr="shown_places"),
    )


def row(alumnus: Any) -> Row:
    return Row(
        alumnus=alumnus,
        graduations=alumnus.held_graduations,
        job=main_job(alumnus.shown_jobs),
        place=main_place(alumnus.person.shown_places),
    )


def departments_of(listed: AlumnusQuerySet) -> list[tuple[int, str]]:
    """Departments that at least one listed member graduated from."""
    there = Graduation.objects.filter(alumnus__in=listed.values("pk"), programme__parent=OuterRef("pk"))
    units = Unit.objects.departments().filter(Exists(there))
    return sorted(((unit.pk, unit.label) for unit in units), key=lambda pair: turkish_key(pair[1]))


def years_of(listed: AlumnusQuerySet) -> list[int]:
    rows = Graduation.objects.filter(alumnus__in=listed.values("pk"))
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())
