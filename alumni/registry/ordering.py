"""Pages of the whole registry in the order of a column whose value lies in another table: year, job, employer, place.

No index holds such a value beside the name, and a million records would be sorted for 25. So the values themselves
are walked along, by an index of their own or in the code, some at a time; records that show one of them are sorted
where they are few, and found along the alphabet where they are many. What shows no value comes last, either way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Max, Min, Q, QuerySet, Subquery
from django.db.models.functions import Collate

from alumni.career.models import Employment
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Alumnus, Graduation
from mik.common.codelists import provinces
from mik.common.keyset import Beyond, Keyset
from mik.common.turkish import TR
from mik.organisations.models import Organisation
from mik.people.models import ContactPoint

# More records than this are not sorted one and all for each page.
SORTED = 20_000
# Records that may show a value: so many are sorted, of more the first are sought along the alphabet.
FEW = 2_000
# Values looked up at once; of those that most records share, few.
AHEAD, SHARED_AHEAD = 40, 4
# So many times values are looked up for a page. A filter may hold only who comes late in the order, or far apart; then
# sorting all that it holds is the shorter way. No fewer than all provinces take.
MOST_STEPS = 24

# One step along an index for each value, however many records bear it.
NEXT = """
WITH RECURSIVE step (value, n) AS (
    (SELECT {value}, 1 FROM {source} WHERE {condition} {first} ORDER BY {value} {way} LIMIT 1)
    UNION ALL
    SELECT (SELECT {value} FROM {source} WHERE {condition} AND {value} {sign} step.value
            ORDER BY {value} {way} LIMIT 1), n + 1
    FROM step WHERE step.value IS NOT NULL AND n < %(ahead)s
)
SELECT value FROM step WHERE value IS NOT NULL
"""


@dataclass(frozen=True)
class Axis:
    """A column to walk along.

    ``column``: what ``with_columns`` calls it. ``following(value, descending)``: the next values, from the first where
    None is given; itself None where the column is the record's own, with an index. ``bearers(values)``: keys of all
    records that may show one of them. ``missing``: shows none.
    """

    column: str
    following: Callable[[Any, bool], list[Any]] | None
    bearers: "Callable[[Sequence[Any]], QuerySet[Any, int]]"
    missing: Q


@dataclass(frozen=True)
class ColumnKeyset(Keyset):
    """``order`` begins with the column; names follow, and the key."""

    axis: Axis | None = None
    few: int = FEW
    steps: int = MOST_STEPS

    def _taken(self, key: int | None, *, backwards: bool) -> list[int]:
        keys = self._walked(key, backwards)
        return super()._taken(key, backwards=backwards) if keys is None else keys

    def _walked(self, key: int | None, backwards: bool) -> list[int] | None:
        """None where the page is not full after so many steps."""
        down, need = self.descending != backwards, self.size + 1
        keys: list[int] = []
        groups = self._groups(None, backwards)
        if key is not None:
            shown = self._shown_by(key)
            if shown is None:
                return []
            keys = self._bearing(shown, down, need, behind=key)
            groups = self._groups(shown, backwards)
        for _step in range(self.steps):
            if len(keys) >= need or (values := next(groups, None)) is None:
                return keys
            keys += self._bearing(values, down, need - len(keys))
        return keys if len(keys) >= need else None

    def _shown_by(self, key: int) -> list[Any] | None:
        """The value of this record as a list, empty where it shows none; None where there is no such record."""
        origin = self.rows if self.origin is None else self.origin
        found = origin.order_by().filter(pk=key)
        row = found.values_list(self._axis.column).first()
        if row is None:
            return None
        return [] if row[0] is None or found.filter(self._axis.missing).exists() else [row[0]]

    def _groups(self, shown: list[Any] | None, backwards: bool) -> Iterator[list[Any]]:
        """The values that follow, in batches; an empty list stands for showing none."""
        down = self.descending != backwards
        if shown is None and backwards:
            yield []
        if shown == [] and not backwards:
            return
        value = shown[0] if shown else None
        following = self._axis.following or self._following
        while batch := following(value, down):
            yield batch
            value = batch[-1]
        if not backwards:
            yield []

    def _following(self, after: Any, down: bool) -> list[Any]:
        """Of the rows' own column, within the filters: each value brings a row, so that one step fills a page."""
        column = self._axis.column
        rows = self.rows.exclude(self._axis.missing)
        if after is not None:
            rows = rows.filter(**{f"{column}__{'lt' if down else 'gt'}": after})
        found = rows.order_by(f"-{column}" if down else column).values_list(column, flat=True)
        return list(dict.fromkeys(found[: self.size + 1]))

    def _bearing(self, values: list[Any], down: bool, need: int, *, behind: int | None = None) -> list[int]:
        if not values:
            return self._along(self.rows.filter(self._axis.missing), down, need, behind)
        rows = self.rows.filter(**{f"{self._axis.column}__in": values})
        few = self._few(values)
        if few is not None:
            found = rows.filter(pk__in=few)
            return self._first_of(found, self._parts() if len(values) > 1 else self._names(), down, need, behind)
        if len(values) == 1:
            return self._along(rows, down, need, behind)
        middle = len(values) // 2
        keys = self._bearing(values[:middle], down, need)
        return keys if len(keys) == need else keys + self._bearing(values[middle:], down, need - len(keys))

    def _few(self, values: list[Any]) -> list[int] | None:
        """Keys of those who may show one of the values; None where they are many, within the filters too."""
        bearers = self._axis.bearers(values)
        few = list(bearers[: self.few + 1])
        if len(few) > self.few:
            few = list(self.rows.filter(pk__in=bearers).order_by().values_list("pk", flat=True)[: self.few + 1])
        return few if len(few) <= self.few else None

    def _along(self, rows: "QuerySet[Any]", down: bool, need: int, behind: int | None) -> list[int]:
        return self._first_of(rows, self._names(), down, need, behind)

    def _first_of(
        self, rows: "QuerySet[Any]", parts: list[Any], down: bool, need: int, behind: int | None
    ) -> list[int]:
        if behind is not None:
            origin = (self.rows if self.origin is None else self.origin).order_by().filter(pk=behind)
            values = [Subquery(origin.values_list(part)[:1]) for part in self._names()]
            rows = rows.filter(Beyond(self._names(), values, descending=down))
        order = [part.desc() if down else part.asc() for part in parts]
        return list(rows.order_by(*order).values_list("pk", flat=True)[:need])

    def _names(self) -> list[Any]:
        return [*self.order[1:], F("pk")]

    @property
    def _axis(self) -> Axis:
        assert self.axis is not None
        return self.axis


# --- The columns -----------------------------------------------------------------------------------


def _steps(source: str, value: str, condition: str) -> Callable[[Any, bool], list[Any]]:
    def following(after: Any, descending: bool) -> list[Any]:
        sign, way = ("<", "DESC") if descending else (">", "ASC")
        first = "" if after is None else f"AND {value} {sign} %(after)s"
        sql = NEXT.format(source=source, value=value, condition=condition, first=first, sign=sign, way=way)
        with connection.cursor() as cursor:
            cursor.execute(sql, {"after": after, "ahead": AHEAD})
            return [row[0] for row in cursor.fetchall()]

    return following


def _listed(values: Callable[[], Sequence[Any]]) -> Callable[[Any, bool], list[Any]]:
    """Of values few enough to be known."""

    def following(after: Any, descending: bool) -> list[Any]:
        known = list(reversed(values())) if descending else list(values())
        behind = 0 if after is None else known.index(after) + 1
        return known[behind : behind + SHARED_AHEAD]

    return following


def _years() -> Sequence[int]:
    ends = Graduation.objects.aggregate(first=Min("year"), last=Max("year"))
    return range(ends["first"], ends["last"] + 1) if ends["first"] else ()


def _jobs(**conditions: Any) -> "QuerySet[Any, int]":
    return Employment.objects.filter(ends__isnull=True, **conditions).order_by().values_list("alumnus", flat=True)


def _called(titles: Sequence[str]) -> "QuerySet[Any, int]":
    found: QuerySet[Any, int] = _jobs().alias(sought=Collate("title", TR)).filter(sought__in=titles)
    return found


def _employed_by(names: Sequence[str]) -> "QuerySet[Any, int]":
    employers = Organisation.objects.alias(sought=Collate("name", TR)).filter(sought__in=names)
    return _jobs(employer__in=employers)


def _living_in(plates: Sequence[str]) -> "QuerySet[Any, int]":
    homes = ContactPoint.objects.alive().filter(kind="address", province__in=plates).order_by()
    found: QuerySet[Any, int] = homes.values_list("person", flat=True).union(_jobs(province__in=plates), all=True)
    return found


PLATES = tuple(plate for plate, _name in provinces())
CURRENT = "ends IS NULL"
EMPLOYED = "EXISTS (SELECT FROM alumni_employment WHERE employer_id = organisation.id AND ends IS NULL)"

AXES: dict[str, Axis] = {
    "yil": Axis(
        "year", _listed(_years),
        lambda years: Graduation.objects.filter(year__in=years).order_by().values_list("alumnus", flat=True),
        Q(year__isnull=True),
    ),
    "gorev": Axis(
        "title", _steps("alumni_employment", 'title COLLATE "tr-x-icu"', CURRENT),
        _called, Q(title__isnull=True),
    ),
    "kurum": Axis(
        "employer", _steps("organisations_organisation AS organisation", 'name COLLATE "tr-x-icu"', EMPLOYED),
        _employed_by, Q(employer__isnull=True),
    ),
    "il": Axis(
        "province", _listed(lambda: PLATES), _living_in, Q(province__isnull=True) | ~Q(province__in=PLATES)
    ),
    "guncelleme": Axis(
        "confirmed_at", None,
        lambda days: Alumnus.objects.filter(confirmed_at__in=days).order_by().values_list("pk", flat=True),
        Q(confirmed_at__isnull=True),
    ),
}  # fmt: skip


def are_many(rows: AlumnusQuerySet) -> bool:
    return rows.order_by().values("pk")[: SORTED + 1].count() > SORTED
