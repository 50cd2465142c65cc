"""Registered graduates divided: by where they live, level, decade and unit. Each counts persons, not diplomas."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet

from alumni.figures import contacts, fresh, members, registered
from alumni.registry.models import Graduation
from mik.common.hooks import FigureScope
from mik.figures import breakdowns, catalogue
from mik.figures.breakdowns import Breakdown, Counts
from mik.people.models import ContactPoint


def _by(rows: QuerySet[Any], key: str, person: str) -> Counts:
    found = rows.order_by().values(key).annotate(n=Count(person, distinct=True))
    return {str(row[key]): row["n"] for row in found if row[key] not in (None, "")}


def _ids(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().values("pk")


def _homes(scope: FigureScope) -> QuerySet[ContactPoint]:
    """Living addresses of the graduates counted; somebody with two homes counts at both."""
    return contacts(scope, kind=ContactPoint.Kind.ADDRESS, person__in=_ids(registered(scope)))


def _graduations(scope: FigureScope) -> QuerySet[Graduation]:
    theirs = Graduation.objects.filter(alumnus__in=_ids(registered(scope)))
    return theirs.filter(catalogue.within(scope.unit_id, "programme"))


def by_province(scope: FigureScope) -> Counts:
    return _by(_homes(scope).filter(country="TR"), "province", "person")


def by_country(scope: FigureScope) -> Counts:
    return _by(_homes(scope), "country", "person")


def by_level(scope: FigureScope) -> Counts:
    return _by(_graduations(scope), "level", "alumnus")


def by_department(scope: FigureScope) -> Counts:
    return _by(_graduations(scope), "programme__parent", "alumnus")


def by_faculty(scope: FigureScope) -> Counts:
    return _by(_graduations(scope), "programme__parent__parent", "alumnus")


def members_by_faculty(scope: FigureScope) -> Counts:
    return _by(_graduations(scope).filter(alumnus__in=_ids(members(scope))), "programme__parent__parent", "alumnus")


def fresh_by_faculty(scope: FigureScope) -> Counts:
    return _by(_graduations(scope).filter(alumnus__in=_ids(fresh(scope))), "programme__parent__parent", "alumnus")


def by_decade(scope: FigureScope) -> Counts:
    """Persons by the decade of their first graduation."""
    found: Counts = {}
    first = dict(_graduations(scope).order_by("alumnus", "-year").values_list("alumnus", "year"))
    for year in first.values():
        decade = str(year // 10 * 10)
        found[decade] = found.get(decade, 0) + 1
    return found


DIVISIONS: dict[str, Callable[[FigureScope], Counts]] = {
    "province": by_province,
    "country": by_country,
    "level": by_level,
    "department": by_department,
    "faculty": by_faculty,
    "faculty_members": members_by_faculty,
    "faculty_fresh": fresh_by_faculty,
    "decade": by_decade,
}


def register() -> None:
    for code, counts in DIVISIONS.items():
        breakdowns.register(Breakdown(code, "registered", counts))
