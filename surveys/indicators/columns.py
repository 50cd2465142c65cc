"""Answers as columns: one row a completed response, one column a question, so that conditions read like sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    DateField,
    F,
    FilteredRelation,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import ExtractMonth, ExtractYear

from alumni.registry.models import Graduation
from mik.units.models import Kind as UnitKind
from surveys.models import Response, Wave


@dataclass(frozen=True)
class Column:
    question: str
    field: str = "option"
    option: str = ""


GRADUATES: Mapping[str, Column] = {
    **{
        code: Column(code)
        for code in (
            "worked", "hours", "more_hours", "seeking", "available", "study", "main_activity", "occupation",
            "level_fit", "field_fit", "overall", "again",
        )
    },
    "income": Column("income", "number"),
    "voluntary": Column("activities", option="voluntary"),
}  # fmt: skip
PATHS: Mapping[str, Column] = {
    **{code: Column(code) for code in ("first_job", "study", "main_activity")},
    "first_job_month": Column("first_job_month", "date"),
}
EMPLOYERS: Mapping[str, Column] = {code: Column(code) for code in ("overall", "hire_again")}

# Questions of which indicators count people: more answers than one would count somebody twice.
ONE_ANSWER = tuple(
    column.question for columns in (GRADUATES, PATHS, EMPLOYERS) for column in columns.values() if not column.option
)


def of_department(path: str) -> Case:
    """The department of an invitation's programme; ``path`` leads to the invitation ("" or "invitation__")."""
    programme = f"{path}programme"
    return Case(
        When(**{f"{programme}__kind": UnitKind.PROGRAMME}, then=F(f"{programme}__parent_id")),
        default=F(f"{programme}_id"),
        output_field=IntegerField(),
    )


def completed(wave: Wave) -> QuerySet[Response]:
    """The answers that count: finished, all required questions answered."""
    return Response.objects.completed().filter(invitation__wave=wave)


def with_columns(responses: QuerySet[Any], columns: Mapping[str, Column]) -> QuerySet[Any]:
    wide: QuerySet[Any] = responses.annotate(
        **{f"to_{name}": FilteredRelation("answers", condition=_answers(column)) for name, column in columns.items()}
    ).annotate(**{name: F(f"to_{name}__{column.field}") for name, column in columns.items()})
    return wide


def _answers(column: Column) -> Q:
    asked = Q(answers__question=column.question)
    return asked & Q(answers__option=column.option) if column.option else asked


def graduated_on() -> Subquery:
    """The day on the diploma the invitation is about, where the registry knows it."""
    diploma = Graduation.objects.filter(
        alumnus=OuterRef("invitation__person_id"),
        programme=OuterRef("invitation__programme_id"),
        year=OuterRef("invitation__graduation_year"),
        graduated_on__isnull=False,
    )
    return Subquery(diploma.order_by("pk").values("graduated_on")[:1], output_field=DateField())


def month_of(field: str) -> Any:
    """Months since the year 0, to subtract one from another."""
    return ExtractYear(field) * 12 + ExtractMonth(field)


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()
