"""The columns of a list of graduates, each from one subquery, and the orders they allow."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, IntegerField, OrderBy, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Collate, NullIf

from alumni.career.models import Employment
from alumni.registry import states
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.scopes import Scope
from mik.common.codelists import provinces
from mik.common.turkish import TR
from mik.people.models import ContactPoint


def with_names(alumni: AlumnusQuerySet) -> AlumnusQuerySet:
    """With the person, but without the identifiers: no list reads (and deciphers) what it does not show."""
    return alumni.select_related("person").defer("person__tckn", "person__passport_no")


def with_columns(alumni: AlumnusQuerySet, scope: Scope) -> AlumnusQuerySet:
    """What a row shows, each from one subquery: graduation in scope, present job, place, state."""
    mine = scope.graduations().filter(alumnus=OuterRef("pk")).order_by("-year", "-pk")
    job = Employment.objects.filter(alumnus=OuterRef("pk"), ends__isnull=True).order_by(
        "-is_primary", F("starts").desc(nulls_last=True), "-pk"
    )
    home = ContactPoint.objects.alive().filter(person=OuterRef("pk"), kind="address").order_by("-is_primary", "-pk")
    return with_names(alumni).annotate(
        year=Subquery(mine.values("year")[:1]),
        department_id=Subquery(mine.values("programme__parent")[:1]),
        title=Subquery(job.values("title")[:1]),
        employer=Subquery(job.values("employer__name")[:1]),
        country=Coalesce(Subquery(home.values("country")[:1]), Subquery(job.values("country")[:1])),
        province=Coalesce(
            NullIf(Subquery(home.values("province")[:1]), Value("")), Subquery(job.values("province")[:1])
        ),
        pill_state=states.state_column(),
        is_member=Q(membership__isnull=False),
    )


def _by_province() -> Func:
    """The province's place in the Turkish alphabet; asked once a row, where a CASE would ask 81 times."""
    plates = Value([plate for plate, name in provinces()], output_field=ArrayField(CharField()))
    return Func(plates, Cast("province", CharField()), function="array_position", output_field=IntegerField())


def _names() -> list[Any]:
    return [Collate("person__given_names", TR), Collate("person__surname", TR)]


ORDERS: dict[str, Callable[[], list[Any]]] = {
    "ad": _names,
    "yil": lambda: [F("year")],
    "gorev": lambda: [Collate("title", TR)],
    "kurum": lambda: [Collate("employer", TR)],
    "il": lambda: [_by_province()],
    "guncelleme": lambda: [F("confirmed_at")],
}
DEFAULT_ORDER = "ad"


def ordered(alumni: AlumnusQuerySet, order: str) -> AlumnusQuerySet:
    """``order`` is a key of ORDERS, with a minus for descending; empty values come last either way."""
    descending, key = order.startswith("-"), order.removeprefix("-")
    first = [OrderBy(part, descending=descending, nulls_last=True) for part in ORDERS[key]()]
    return alumni.order_by(*first, *([] if key == "ad" else _names()), "-pk" if descending else "pk")
