"""Pages found by where they begin, not by how many rows come before: page 36,000 is as quick as page 1.

The address holds the key of a row and a direction, and nothing that row contains; its place in the order is looked up
in the same query. The parts of an order are free of NULL and all run the same way, so that one comparison of rows,
which an index answers, says what comes after.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Subquery
from django.http import QueryDict

from mik.common.turkish import number

AFTER, BEFORE, LAST = "sonra", "geri", "son"
# What an address may hold of a place in a list; the last is from the days of numbered pages and leads to the first.
PARAMETERS = (AFTER, BEFORE, LAST, "sayfa")
# More rows than this are "1.000+": counting them all would cost more than showing a page.
COUNTED = 1_000

Take = Callable[["QuerySet[Any]", bool, int], list[int]]


class Beyond(Func):
    """``(a, b, id) > ((SELECT a …), (SELECT b …), id)``, or ``<``.

    ``(a, b) >= (…)`` is said besides, which follows from it: where ``a`` and ``b`` are of a joined table, its index
    begins there, while the three together, being of two tables, would be asked of every row before.
    """

    output_field = BooleanField()

    def __init__(self, parts: Sequence[Any], values: Sequence[Any], *, descending: bool) -> None:
        self.descending = descending
        super().__init__(*parts, *values)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> tuple[str, Any]:
        compiled = [compiler.compile(part) for part in self.source_expressions]
        middle = len(compiled) // 2
        left, right = compiled[:middle], compiled[middle:]
        sign = "<" if self.descending else ">"
        beyond, params = _comparison(left, right, sign)
        if middle == 1:
            return beyond, params
        starting, leading = _comparison(left[:-1], right[:-1], f"{sign}=")
        return f"({starting} AND {beyond})", [*leading, *params]


def _comparison(left: Sequence[tuple[str, Any]], right: Sequence[tuple[str, Any]], sign: str) -> tuple[str, list[Any]]:
    before, after = (", ".join(sql for sql, _params in side) for side in (left, right))
    return f"({before}) {sign} ({after})", [param for _sql, params in (*left, *right) for param in params]


@dataclass(frozen=True)
class KeysetPage:
    """Primary keys of the rows of a page, in order, and what lies on either side."""

    keys: list[int]
    has_previous: bool = False
    has_next: bool = False

    @property
    def first_key(self) -> int | None:
        return self.keys[0] if self.keys else None

    @property
    def last_key(self) -> int | None:
        return self.keys[-1] if self.keys else None

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next


@dataclass(frozen=True)
class Keyset:
    """An order to page through.

    ``order``: expressions free of NULL; the primary key is added as the last. ``origin``: where the row named by the
    address is looked up, with the annotations that ``order`` needs; what is not in it does not exist. ``take`` gets
    rows already narrowed, whether they go backwards, and how many keys it is to give; by default it sorts them.
    """

    rows: "QuerySet[Any]"
    order: Sequence[Any]
    descending: bool = False
    origin: "QuerySet[Any] | None" = None
    size: int = 25
    take: Take | None = None

    def page(self, data: QueryDict) -> KeysetPage:
        if data.get(LAST):
            keys = self._taken(None, backwards=True)
            return KeysetPage(keys[: self.size][::-1], has_previous=len(keys) > self.size)
        found = self._after(_key(data, AFTER)) or self._before(_key(data, BEFORE))
        return found or self._first()

    def _first(self) -> KeysetPage:
        keys = self._taken(None, backwards=False)
        return KeysetPage(keys[: self.size], has_next=len(keys) > self.size)

    def _after(self, key: int | None) -> KeysetPage | None:
        """None where nothing follows, or the row is gone."""
        keys = self._taken(key, backwards=False) if key else []
        return KeysetPage(keys[: self.size], has_previous=True, has_next=len(keys) > self.size) if keys else None

    def _before(self, key: int | None) -> KeysetPage | None:
        """None where less than a page comes before: that is the first page, shown whole."""
        keys = self._taken(key, backwards=True) if key else []
        if len(keys) < self.size:
            return None
        return KeysetPage(keys[: self.size][::-1], has_previous=len(keys) > self.size, has_next=True)

    def _taken(self, key: int | None, *, backwards: bool) -> list[int]:
        """The first keys of all, or of those beyond this one: one more than a page holds."""
        return self._take(self._beyond(key, backwards=backwards) if key else self.rows, backwards=backwards)

    def _beyond(self, key: int, *, backwards: bool) -> "QuerySet[Any]":
        origin = (self.rows if self.origin is None else self.origin).order_by().filter(pk=key)
        values = [Subquery(origin.values_list(part)[:1]) for part in self._parts()]
        return self.rows.filter(Beyond(self._parts(), values, descending=self.descending != backwards))

    def _parts(self) -> list[Any]:
        return [*self.order, F("pk")]

    def _take(self, rows: "QuerySet[Any]", *, backwards: bool) -> list[int]:
        if self.take:
            return self.take(rows, self.descending != backwards, self.size + 1)
        order = [part.desc() if self.descending != backwards else part.asc() for part in self._parts()]
        return list(rows.order_by(*order).values_list("pk", flat=True)[: self.size + 1])


@dataclass(frozen=True)
class Listed:
    """Pages of rows whose keys are all known, in order."""

    keys: Sequence[int]
    size: int = 25

    def page(self, data: QueryDict) -> KeysetPage | None:
        """As ``Keyset`` would give it; None where the row named by the address is not among these."""
        after, before = _key(data, AFTER), _key(data, BEFORE)
        if data.get(LAST):
            return self._from(len(self.keys) - self.size)
        if not after and not before:
            return self._from(0)
        place = self.keys.index(after or before) if (after or before) in self.keys else None
        if place is None:
            return None
        if after:
            return self._from(place + 1 if place + 1 < len(self.keys) else 0)
        return self._from(place - self.size)

    def _from(self, start: int) -> KeysetPage:
        start = max(0, start)
        end = start + self.size
        return KeysetPage(list(self.keys[start:end]), has_previous=start > 0, has_next=end < len(self.keys))


def _key(data: QueryDict, name: str) -> int | None:
    asked = data.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def limited_count(rows: "QuerySet[Any]") -> int:
    """How many, up to one more than are counted."""
    return rows.order_by().values("pk")[: COUNTED + 1].count()


def count_in_words(count: int) -> str:
    return f"{number(COUNTED)}+" if count > COUNTED else number(count)
