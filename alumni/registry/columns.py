"""The columns of a list of graduates, each from one subquery, and the orders they allow."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateTimeField, F, Func, IntegerField, OrderBy, OuterRef, Q, Subquery, Value
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


# What stands for an empty cell in an order, so that it comes last either way: the least and the greatest there is.
# U+FFFF sorts behind every letter by the rules of CLDR, which ICU follows.
NOTHING, FIRST_TEXT, LAST_TEXT = 0, "", "\uffff"
LAST_NUMBER = 9_999
FIRST_DAY, LAST_DAY = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def _filled(part: Any, descending: bool, least: Any, greatest: Any) -> Any:
    return Coalesce(part, Value(least if descending else greatest, output_field=_field_of(least)))


def _field_of(value: Any) -> Any:
    if isinstance(value, datetime):
        return DateTimeField()
    return IntegerField() if isinstance(value, int) else CharField()


def _text(name: str) -> Callable[[bool], Any]:
    return lambda descending: Collate(_filled(F(name), descending, FIRST_TEXT, LAST_TEXT), TR)


# The first part of each order, given whether it descends; names in Turkish order and the key follow.
ORDERS: dict[str, Callable[[bool], Any] | None] = {
    "ad": None,
    "yil": lambda descending: _filled(F("year"), descending, NOTHING, LAST_NUMBER),
    "gorev": _text("title"),
    "kurum": _text("employer"),
    "il": lambda descending: _filled(_by_province(), descending, NOTHING, LAST_NUMBER),
    "guncelleme": lambda descending: _filled(F("confirmed_at"), descending, FIRST_DAY, LAST_DAY),
}
DEFAULT_ORDER = "ad"


def is_descending(order: str) -> bool:
    return order.startswith("-")


def order_parts(order: str) -> list[Any]:
    """What a list in this order is sorted by before the primary key: free of NULL, and all the same way."""
    first = ORDERS[order.removeprefix("-")]
    return [*([first(is_descending(order))] if first else []), *_names()]


def ordered(alumni: AlumnusQuerySet, order: str) -> AlumnusQuerySet:
    """``order`` is a key of ORDERS, with a minus for descending; empty values come last either way."""
    descending = is_descending(order)
    parts = [OrderBy(part, descending=descending) for part in order_parts(order)]
    return alumni.order_by(*parts, "-pk" if descending else "pk")
