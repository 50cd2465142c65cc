"""Counting the indicators of a wave in the database: for everybody and for each department, in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Avg, Case, Count, F, FloatField, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Greatest

from surveys.indicators import employers, graduates, paths, responding
from surveys.indicators.columns import (
    EMPLOYERS,
    GRADUATES,
    PATHS,
    Median,
    completed,
    graduated_on,
    month_of,
    of_department,
    with_columns,
)
from surveys.indicators.definitions import POINTS, Indicator, Kind, Measured
from surveys.indicators.paths import Wait
from surveys.indicators.statistics import Spell, wilson
from surveys.models import Answer, Invitation, Wave
from surveys.questionnaires.content import read_content

SHARES = (
    *(one for one in graduates.LABOUR if one.kind is Kind.SHARE),
    *graduates.ACTIVITIES,
    *graduates.MATCH,
    *(one for one in graduates.SATISFACTION if one.kind is Kind.SHARE),
)
INCOME = next(one for one in graduates.LABOUR if one.kind is Kind.MONEY)
MEAN = next(one for one in graduates.SATISFACTION if one.kind is Kind.MEAN)

EVERYBODY = None  # the key of the whole wave among the departments
Counts = Mapping[str, Any]
Group = dict[str, Measured]


class Measures:
    """What came out of a wave: ``of(code)`` of everybody, ``of(code, department)`` of one department."""

    def __init__(self, groups: Mapping[int | None, Group]) -> None:
        self._groups = groups
        self.departments = sorted(key for key in groups if key is not None)

    def __contains__(self, code: str) -> bool:
        return code in self._groups[EVERYBODY]

    def of(self, code: str, department: int | None = EVERYBODY) -> Measured:
        return self._groups[department][code]

    def indicators(self) -> list[Indicator]:
        return [measured.indicator for measured in self._groups[EVERYBODY].values()]


def measure(wave: Wave) -> Measures:
    """All indicators whose questions the wave asks."""
    asked = {question.code for question in read_content(wave.version.content).questions()} | {""}
    groups: dict[int | None, Group] = defaultdict(dict)
    for department, measured in _employers(wave) if wave.is_for_employers else _graduates(wave):
        if measured.indicator.needs in asked:
            groups[department][measured.indicator.code] = measured
    return Measures(groups)


Found = Iterator[tuple[int | None, Measured]]


def _graduates(wave: Wave) -> Found:
    asked = _asked(wave)
    departments = [row["department"] for row in asked if row["department"]]
    yield from _responding(wave, asked)
    yield from _shares(wave, SHARES, GRADUATES, departments)
    yield from _paths(wave, departments)


def _employers(wave: Wave) -> Found:
    yield from _responding(wave, _asked(wave))
    for department, measured in _shares(wave, employers.SATISFIED, EMPLOYERS, []):
        if department is EVERYBODY:
            yield department, measured
    yield from _scales(wave)


# --- who answered ----------------------------------------------------------------------------------


def _asked(wave: Wave) -> list[Counts]:
    """Invitations of each department, and what became of them."""
    done, begun = Q(response__completed_at__isnull=False), Q(response__page__gte=1)
    return list(
        Invitation.objects.filter(wave=wave)
        .values(department=of_department(""))
        .annotate(
            n=Count("pk"),
            done=Count("pk", filter=done),
            partly=Count("pk", filter=begun & ~done),
            addressed=Count("pk", filter=~Q(unsent=Invitation.Unsent.NO_ADDRESS)),
        )
        .order_by("department")
    )


def _responding(wave: Wave, asked: Iterable[Counts]) -> Found:
    total = _sum(asked, ("n", "done", "partly", "addressed"))
    yield from ((EVERYBODY, one) for one in _rates(total, wave.population or total["n"]))
    for row in asked:
        if row["department"]:
            yield from ((row["department"], one) for one in _rates(row, row["n"]))


def _rates(counts: Counts, population: int) -> Iterator[Measured]:
    yield _share(responding.HEADLINE, counts["done"], population)
    yield _share(responding.RR1, counts["done"], counts["n"])
    yield _share(responding.RR2, counts["done"] + counts["partly"], counts["n"])
    yield _share(responding.COVERAGE, counts["addressed"], population)


def _share(indicator: Indicator, numerator: int, denominator: int) -> Measured:
    value = 100 * numerator / denominator if denominator else None
    interval = None if indicator.kind is Kind.RESPONSE else wilson(numerator, denominator)
    bounds = (100 * interval[0], 100 * interval[1]) if interval else None
    return Measured(indicator, value, numerator, denominator, bounds)


def _sum(rows: Iterable[Counts], names: Iterable[str]) -> dict[str, Any]:
    return {name: sum(row[name] or 0 for row in rows) for name in names}


# --- what they said --------------------------------------------------------------------------------


def _shares(
    wave: Wave, indicators: Iterable[Indicator], columns: Mapping[str, Any], departments: Iterable[int]
) -> Found:
    """Numerators and denominators of all shares in one query, medians and means with them."""
    indicators = list(indicators)
    wide = with_columns(completed(wave), columns).annotate(department=of_department("invitation__"))
    counts = {f"{one.code}_top": Count("pk", filter=one.numerator) for one in indicators}
    counts |= {f"{one.code}_bottom": Count("pk", filter=one.denominator or None) for one in indicators}
    more = _spread() if "income" in columns else {}
    rows = {row["department"]: row for row in wide.order_by().values("department").annotate(**counts, **more)}
    total = _sum(rows.values(), [*counts, *(name for name in more if name != "median")])
    if more:
        total["median"] = wide.aggregate(median=more["median"])["median"]
    nobody = dict.fromkeys([*counts, *more], 0)
    for department in (EVERYBODY, *departments):
        row = total if department is EVERYBODY else rows.get(department, nobody)
        for one in indicators:
            yield department, _share(one, row[f"{one.code}_top"], row[f"{one.code}_bottom"])
        if more:
            yield from ((department, measured) for measured in _middles(row))


def _spread() -> dict[str, Any]:
    paid = INCOME.denominator
    points = Case(When(graduates.RATED, then=Cast("overall", IntegerField())))
    return {
        "median": Median("income", filter=paid),
        "paid": Count("pk", filter=paid),
        "points": Sum(points),
        "rated": Count("pk", filter=MEAN.denominator),
    }


def _middles(row: Counts) -> Iterator[Measured]:
    yield Measured(INCOME, row["median"] if row["paid"] else None, None, row["paid"])
    points, rated = row["points"] or 0, row["rated"]
    yield Measured(MEAN, points / rated if rated else None, points, rated)


# --- from the diploma to the first job -------------------------------------------------------------


def _paths(wave: Wave, departments: Iterable[int]) -> Found:
    waits: dict[int | None, list[Wait]] = defaultdict(list)
    for row in _waiting(wave):
        wait = Wait(Spell(row["months"], row["first_job"] != "never", row["n"]), row["apart"])
        waits[EVERYBODY].append(wait)
        waits[row["department"]].append(wait)
    for department in (EVERYBODY, *departments):
        yield from ((department, measured) for measured in paths.measured(waits[department]))


def _waiting(wave: Wave) -> QuerySet[Any, Counts]:
    """How many waited how many months; people who graduated in an unknown month are left out."""
    since = Case(
        When(first_job="before", then=Value(0)),
        When(first_job="after", then=Greatest(month_of("first_job_month") - month_of("graduated_on"), 0)),
        When(first_job="never", then=Greatest(month_of("completed_at") - month_of("graduated_on"), 0)),
        output_field=IntegerField(),
    )
    apart = Q(first_job="never") & (Q(study="full") | Q(main_activity="military"))
    waiting: QuerySet[Any, Counts] = (
        with_columns(completed(wave), PATHS)
        .annotate(department=of_department("invitation__"), graduated_on=graduated_on())
        .filter(graduated_on__isnull=False)
        .annotate(months=since, apart=Case(When(apart, then=True), default=False))
        .filter(months__isnull=False)
        .order_by()
        .values("department", "months", "first_job", "apart")
        .annotate(n=Count("pk"))
    )
    return waiting


# --- what employers say of the five areas ----------------------------------------------------------


def _scales(wave: Wave) -> Found:
    """Each employer's average of an area first, then how many of them agree and their mean."""
    points = Cast("option", FloatField())
    averages = (
        Answer.objects.filter(response__in=completed(wave).values("pk"), question__in=list(employers.AREAS))
        .filter(option__in=POINTS)
        .values("response", area=F("question"))
        .annotate(average=Avg(points))
        .values_list("area", "average")
    )
    by_area: dict[str, list[float]] = defaultdict(list)
    for area, average in averages:
        by_area[area].append(average)
    for area, scale in employers.SCALES.items():
        found = by_area[area]
        agreeing = sum(average >= employers.AGREES_FROM for average in found)
        yield EVERYBODY, _share(scale, agreeing, len(found))
        mean = sum(found) / len(found) if found else None
        yield EVERYBODY, Measured(employers.MEANS[area], mean, None, len(found))
