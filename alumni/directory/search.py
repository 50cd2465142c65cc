"""Finding other members: by name, department and year, and by nothing that a member may hide."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from alumni.career.models import Employment
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from alumni.registry.profile import main_job, main_place
from mik.common.codelists import turkish_key
from mik.common.turkish import Folded, fold
from mik.people.models import ContactPoint
from mik.units.models import Unit


@dataclass(frozen=True)
class Row:
    """One member of the list, with no more than that member shows."""

    alumnus: Alumnus
    graduations: list[Graduation]
    job: Employment | None
    place: str


def find(listed: AlumnusQuerySet, *, words: str = "", department: int | None = None, year: int | None = None) -> Any:
    """Narrow the listed members. A former surname is not searched: it is not ours to tell."""
    found = listed.annotate(name_today=Folded("person__given_names", "person__surname"))
    for word in fold(words).split():
        found = found.filter(name_today__contains=word)
    wanted: dict[str, Any] = {}
    if department:
        wanted["programme__parent"] = department
    if year:
        wanted["year"] = year
    if wanted:
        found = found.filter(Exists(Graduation.objects.filter(alumnus=OuterRef("pk"), **wanted)))
    return found.in_turkish_order()


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
