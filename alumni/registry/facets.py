"""What a list can be narrowed to, with how many records each choice would show.

The counts of a facet leave out its own filter and obey all the others, so they tell what a click would bring. All are
counted in one pass over the records that the words and the other filters leave within the scope: what the viewer may
not see is in no count. Level, band of years and department are asked of one and the same diploma, as the filters do.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry import states
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.scopes import Scope
from mik.common.codelists import province_name
from mik.common.facets import Choice, Facet, link_to
from mik.common.keyset import PARAMETERS
from mik.units.models import Level, Unit

# With more records than this the choices stand without counts: that many are to be narrowed first.
MOST = 20_000
MOST_SHOWN = 8
FILTERS: dict[str, tuple[str, ...]] = {
    "duzey": ("duzey",),
    "uye": ("uye",),
    "durum": ("durum",),
    "yil": ("yil_ilk", "yil_son"),
    "il": ("il",),
    "birim": ("birim",),
}
NARROWING = tuple(name for names in FILTERS.values() for name in names)
LABELS: dict[str, str | Promise] = {
    "duzey": gettext_lazy("Düzey"),
    "uye": gettext_lazy("Üyelik"),
    "durum": gettext_lazy("Durum"),
    "yil": gettext_lazy("Mezuniyet yılı"),
    "il": gettext_lazy("İl"),
    "birim": gettext_lazy("Bölüm"),
}

COUNTS = """
WITH found (pk, is_member, state) AS MATERIALIZED ({found} LIMIT %(most)s + 1),
diploma (alumnus, level, year, department) AS NOT MATERIALIZED ({diplomas}),
placed AS (
    SELECT found.*, ARRAY(
        SELECT province FROM people_contactpoint WHERE person_id = pk AND kind = 'address' AND dead_at IS NULL
            AND NOT EXISTS (SELECT FROM people_death WHERE person_id = pk AND revoked_at IS NULL)
        UNION SELECT province FROM alumni_employment WHERE alumnus_id = pk AND ends IS NULL
    ) AS provinces FROM found WHERE (SELECT count(*) FROM found) <= %(most)s
),
fitting AS (
    SELECT pk, is_member, state, provinces,
        (%(uye)s = '' OR is_member = (%(uye)s = 'evet')) AS m, (%(durum)s = '' OR state = %(durum)s) AS s,
        (%(il)s = '' OR %(il)s = ANY (provinces)) AS p FROM placed
),
learnt AS (
    SELECT pk, array_agg(DISTINCT level) FILTER (WHERE y AND u) AS levels,
        array_agg(DISTINCT year / 10 * 10) FILTER (WHERE l AND u) AS decades,
        array_agg(DISTINCT department) FILTER (WHERE l AND y) AS departments, bool_or(l AND y AND u) AS any_fits
    FROM (SELECT pk, diploma.*, (%(duzey)s = 0 OR level = %(duzey)s) AS l,
                 year BETWEEN %(yil_ilk)s AND %(yil_son)s AS y, (%(birim)s = 0 OR department = %(birim)s) AS u
          FROM placed JOIN diploma ON alumnus = pk) AS diplomas GROUP BY pk
)
SELECT facet, value, count(*) FROM (
    SELECT choice.* FROM fitting LEFT JOIN learnt USING (pk), LATERAL (
        SELECT 'uye' AS facet, CASE WHEN is_member THEN 'evet' ELSE 'hayir' END AS value WHERE s AND p AND {taught}
        UNION ALL SELECT 'durum', state WHERE m AND p AND {taught}
        UNION ALL SELECT 'il', unnest(provinces) WHERE m AND s AND {taught}
        UNION ALL SELECT 'duzey', unnest(levels)::text WHERE m AND s AND p
        UNION ALL SELECT 'yil', unnest(decades)::text WHERE m AND s AND p
        UNION ALL SELECT 'birim', unnest(departments)::text WHERE m AND s AND p
    ) AS choice
) AS chosen WHERE value <> '' GROUP BY facet, value
UNION ALL SELECT '', '', count(*) FROM found
"""


def without_facets(data: QueryDict) -> QueryDict:
    """The query of the list with nothing that a facet stands for."""
    rest = data.copy()
    for name in (*NARROWING, *PARAMETERS):
        rest.pop(name, None)
    return rest


def count_choices(found: AlumnusQuerySet, scope: Scope, asked: Mapping[str, Any]) -> dict[str, dict[str, int]] | None:
    """Counts by facet and value; ``found`` is narrowed by no facet. None where they are too many to be counted."""
    columns = found.annotate(is_there=Q(membership__isnull=False), pill_state=states.state_column())
    diplomas = scope.graduations().order_by().values_list("alumnus_id", "level", "year", "programme__parent_id")
    try:
        inner = [
            named_sql(columns.order_by().values_list("pk", "is_there", "pill_state"), "f"),
            named_sql(diplomas, "d"),
        ]
    except EmptyResultSet:
        return {}
    asks_for_diploma = any(asked.get(name) for name in ("duzey", "yil_ilk", "yil_son", "birim"))
    sql = COUNTS.format(found=inner[0][0], diplomas=inner[1][0], taught="any_fits" if asks_for_diploma else "TRUE")
    values = {
        "most": MOST,
        "uye": asked.get("uye") or "",
        "durum": asked.get("durum") or "",
        "il": asked.get("il") or "",
    }
    values |= {"duzey": int(asked.get("duzey") or 0), "birim": asked["birim"].pk if asked.get("birim") else 0}
    values |= {"yil_ilk": int(asked.get("yil_ilk") or 0), "yil_son": int(asked.get("yil_son") or 9999)}
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, **inner[0][1], **inner[1][1]})
        rows = cursor.fetchall()
    counts: dict[str, dict[str, int]] = {}
    for facet, value, count in rows:
        counts.setdefault(facet, {})[value] = count
    return None if counts.pop("")[""] > MOST else counts


def named_sql(queryset: Any, prefix: str) -> tuple[str, dict[str, Any]]:
    """Its SQL with parameters by name, to stand beside those of ``COUNTS``."""
    sql, params = queryset.query.sql_with_params()
    names = [f"{prefix}{n}" for n in range(len(params))]
    return sql % tuple(f"%({name})s" for name in names), dict(zip(names, params, strict=True))


def facets_of(found: AlumnusQuerySet, scope: Scope, data: QueryDict, asked: Mapping[str, Any]) -> Iterator[Facet]:
    """The facets of a list, in the order they are shown; those without a choice are left out."""
    counts = count_choices(found, scope, asked)
    for facet, label in LABELS.items():
        if facet == "birim" and not scope.is_office:
            continue
        known = _names_of(facet, counts)
        shown = _in_order(facet, known, (counts or {}).get(facet, {}))
        choices = [_choice(facet, value, known[value], data, counts) for value in shown]
        if choices:
            yield Facet(str(label), choices)


def _names_of(facet: str, counts: Mapping[str, Mapping[str, int]] | None) -> dict[str, str]:
    """Every value there is to choose, or those that were counted where there are too many to list them all."""
    there = (counts or {}).get(facet, {})
    fixed: dict[str, Callable[[], dict[str, str]]] = {
        "duzey": lambda: {str(level.value): str(level.label) for level in Level},
        "uye": lambda: {"evet": _("Üye olanlar"), "hayir": _("Üye olmayanlar")},
        "durum": lambda: {code: str(pill.label) for code, pill in states.PILLS.items()},
        "yil": lambda: {value: f"{value}–{int(value) + 9}" for value in there},
        "il": lambda: {value: province_name(value) for value in there},
        "birim": lambda: {str(unit.pk): unit.label for unit in Unit.objects.filter(pk__in=[int(pk) for pk in there])},
    }
    names = fixed[facet]()
    return {value: name for value, name in names.items() if counts is None or value in there}


def _in_order(facet: str, names: Mapping[str, str], counts: Mapping[str, int]) -> list[str]:
    if facet == "yil":
        return sorted(names, reverse=True)
    if facet in {"il", "birim"}:
        return sorted(names, key=lambda value: (-counts.get(value, 0), value))[:MOST_SHOWN]
    return list(names)


def _choice(
    facet: str, value: str, label: str, data: QueryDict, counts: Mapping[str, Mapping[str, int]] | None
) -> Choice:
    wanted = {"yil_ilk": value, "yil_son": str(int(value) + 9)} if facet == "yil" else {facet: value}
    url, chosen = link_to(data, clearing=FILTERS[facet], wanted=wanted)
    return Choice(label, counts[facet][value] if counts else None, url, chosen)
