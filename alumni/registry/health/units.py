"""All departments beside one another, from the last night's totals: the least sound first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, FloatField, QuerySet
from django.db.models.functions import Cast, Collate, NullIf
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.registry.health.measures import MEASURES, PARTS
from alumni.registry.health.models import HealthSnapshot
from alumni.registry.health.reach import Reach
from alumni.registry.health.trends import share
from mik.common.turkish import TR, percent

PAGE_SIZE = 50
WORST = 8
# A rate of three graduates says little of a department.
ENOUGH = 10
SHARES = (*PARTS, "sound")
HEADS: dict[str, str | Promise] = {
    "bolum": _("Bölüm"),
    "kayitli": _("Kayıtlı"),
    **{code: MEASURES[code].label for code in SHARES},
    "onarim": _("Onarım bekleyen"),
}
DEFAULT = "sound"


@dataclass(frozen=True)
class UnitLine:
    label: str
    faculty: str
    registered: int
    shares: Sequence[float | None]
    wanting: int
    url: str

    @property
    def words(self) -> list[tuple[str | Promise, str]]:
        """Each measure's name and its share."""
        written = ["–" if value is None else percent(round(value)) for value in self.shares]
        return list(zip((MEASURES[code].label for code in SHARES), written, strict=True))

    @property
    def sound(self) -> str:
        return self.words[-1][1]


def _last_night(reach: Reach) -> QuerySet[HealthSnapshot]:
    """The rows of the last day; none for who sees one department only."""
    if not reach.scope.is_office:
        return HealthSnapshot.objects.none()
    days = HealthSnapshot.objects.of(None).order_by("-day").values("day")[:1]
    rows = HealthSnapshot.objects.filter(unit__isnull=False, day=days, registered__gt=0)
    return rows.select_related("unit__parent").defer("lacking")


def _ordered(rows: QuerySet[HealthSnapshot], order: str) -> QuerySet[HealthSnapshot]:
    key = order.removeprefix("-")
    expression: Any = {
        "bolum": Collate("unit__name", TR),
        "kayitli": F("registered"),
        "onarim": F("wanting"),
    }.get(key) or Cast(key, FloatField()) / NullIf(F("registered"), 0)
    return rows.order_by(expression.desc() if order.startswith("-") else expression.asc(), Collate("unit__name", TR))


def _line(row: HealthSnapshot, reach: Reach) -> UnitLine:
    assert row.unit is not None
    return UnitLine(
        label=row.unit.label,
        faculty=row.unit.parent.label if row.unit.parent else "",
        registered=row.registered,
        shares=[share(row, code) for code in SHARES],
        wanting=row.wanting,
        url=f"{reach.scope.url('health')}?birim={row.unit.pk}",
    )


def worst(reach: Reach) -> list[UnitLine]:
    rows = _ordered(_last_night(reach).filter(registered__gte=ENOUGH), DEFAULT)
    return [_line(row, reach) for row in rows[:WORST]]


@dataclass(frozen=True)
class Head:
    label: str | Promise
    query: str
    direction: str
    numeric: bool


class UnitList:
    """The table of departments as its address asks for it."""

    def __init__(self, reach: Reach, data: QueryDict) -> None:
        self.reach = reach
        asked = data.get("sirala", "")
        self.order = asked if asked.removeprefix("-") in HEADS else DEFAULT
        self.number = data.get("sayfa")

    @property
    def page(self) -> Page[HealthSnapshot]:
        rows = _ordered(_last_night(self.reach), self.order)
        return Paginator(rows, PAGE_SIZE).get_page(self.number)

    def lines(self, page: Page[HealthSnapshot]) -> list[UnitLine]:
        return [_line(row, self.reach) for row in page]

    def all_lines(self) -> list[UnitLine]:
        return [_line(row, self.reach) for row in _ordered(_last_night(self.reach), self.order)]

    @property
    def heads(self) -> list[Head]:
        return [self._head(key, label) for key, label in HEADS.items()]

    def _head(self, key: str, label: str | Promise) -> Head:
        down = self.order == f"-{key}"
        direction = "descending" if down else "ascending" if self.order == key else ""
        return Head(label, f"?sirala=-{key}" if self.order == key else f"?sirala={key}", direction, key != "bolum")
