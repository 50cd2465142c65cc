"""What the records say of a year, gathered once: page, PDF and the frozen report are made of it alone.

A plain dict that goes into JSON as it is::

    {"since", "on", "taken_at", "codes": [code, …], "order": {section: [code, …]}, "figures": {code: …},
     "history": {code: [[year, value], …]}, "posts": […], "representatives": […], "departments": […], "signatory": …}
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from alumni.registry.models import Graduation
from coordinator.annual_report import people
from coordinator.annual_report.numbers import Number, figures_of, frozen
from coordinator.annual_report.outline import SECTIONS
from mik.common import hooks
from mik.common.hooks import FigureScope
from mik.figures import catalogue, disclosure, topics
from mik.figures.models import FigureSnapshot
from mik.figures.public import disclosed
from mik.units.models import Unit
from mik.units.names import told_apart

Content = dict[str, Any]
# The columns of the table of departments, and how many departments it has at most.
OF_DEPARTMENTS = ("registered", "members", "member_share", "fresh")
MOST_DEPARTMENTS = 12


@contextmanager
def one_moment() -> Iterator[None]:
    """All queries see the records as they stood at the first one, so that no two figures contradict each other."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def gather(year: int) -> Content:
    """Everything the report of the year prints that comes from the records."""
    with one_moment():
        scope = catalogue.year_scope(year)
        order = {part.code: [figure.code for figure in figures_of(part)] for part in SECTIONS}
        return {
            "since": scope.since.isoformat(),
            "on": scope.on.isoformat(),
            "taken_at": timezone.localtime().isoformat(timespec="seconds"),
            # The database keeps no order of keys.
            "codes": [figure.code for figure in in_order()],
            "order": order,
            "figures": {figure.code: _measured(figure, scope) for figure in hooks.figures},
            "history": _history(year),
            "posts": people.posts(scope),
            "representatives": people.representatives(scope),
            "departments": _departments(scope),
            "signatory": people.signatory(),
        }


def in_order() -> list[hooks.Figure]:
    """The figures topic by topic, each in the order of its room."""
    return sorted(catalogue.figures(), key=lambda figure: topics.rank_of(figure.topic))


def figures_for(year: int, codes: list[str]) -> Content:
    """The figures of one section, as its page shows them while the report is written."""
    scope = catalogue.year_scope(year)
    found = [hooks.figures.get(code) for code in codes]
    return {
        "since": scope.since.isoformat(),
        "on": scope.on.isoformat(),
        "figures": {figure.code: _measured(figure, scope) for figure in found if figure},
    }


def _measured(figure: hooks.Figure, scope: FigureScope) -> Number:
    return frozen(figure, catalogue.measure(figure.code, scope))


def _history(year: int) -> dict[str, list[list[Any]]]:
    """Values of earlier years, as they were kept at their ends."""
    found: dict[str, list[list[Any]]] = {}
    kept = FigureSnapshot.objects.filter(unit=None, year__lt=year, value__isnull=False, code__in=_codes())
    for code, then, value in kept.order_by("code", "year").values_list("code", "year", "value"):
        found.setdefault(code, []).append([then, value])
    return found


def _codes() -> list[str]:
    return [figure.code for figure in hooks.figures]


def _departments(scope: FigureScope) -> list[dict[str, Any]]:
    """The departments with most graduates, largest first; rounded and hidden here, since the report is published.

    Those of too few for a share are left out, and equal ones stand by the alphabet: the order tells no more.
    """
    figures = [catalogue.figure(code) for code in OF_DEPARTMENTS]
    sizes = {}
    for unit in Unit.objects.filter(pk__in=_candidates()).select_related("parent").in_turkish_order():
        size = catalogue.measure("registered", replace(scope, unit_id=unit.pk)).value or 0
        if disclosure.enough_for_percent(size):
            sizes[unit] = disclosure.rounded(size)
    largest = told_apart(sorted(sizes, key=lambda unit: -sizes[unit])[:MOST_DEPARTMENTS])
    return [
        {"id": pk, "unit": label, "values": _disclosed(figures, replace(scope, unit_id=pk))}
        for pk, label in largest.items()
    ]


def _disclosed(figures: list[hooks.Figure], scope: FigureScope) -> dict[str, float | None]:
    return {figure.code: disclosed(figure, catalogue.measure(figure.code, scope)) for figure in figures}


def _candidates() -> list[int]:
    """The departments worth measuring: asking all of them takes seconds, and most have few graduates."""
    department = "programme__parent"
    rows = Graduation.objects.values(department).annotate(n=Count("alumnus", distinct=True)).order_by("-n", department)
    return [row[department] for row in rows[: 2 * MOST_DEPARTMENTS]]
