"""What the directory can be narrowed to, with how many members each choice would show to this reader.

As in the registry: the counts of a facet leave out its own filter and obey all others, in one pass over the members
that the words leave. A value that is not shown to the reader is in no count.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.directory.filters import YES, homes, present_jobs, shown_languages
from alumni.registry.facets import MOST, named_sql
from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.models import Graduation
from alumni.visibility import layer
from alumni.visibility.audience import Audience
from mik.common.codelists import country_name, language_name, province_name, sector_name
from mik.common.facets import Choice, Facet, link_to
from mik.units.models import Level

MOST_SHOWN = 8
FILTERS: dict[str, tuple[str, ...]] = {
    "bolum": ("bolum",),
    "duzey": ("duzey",),
    "yil": ("yil_ilk", "yil_son"),
    "il": ("il",),
    "ulke": ("ulke",),
    "sektor": ("sektor",),
    "dil": ("dil",),
    "mentor": ("mentor",),
}
NARROWING = tuple(name for names in FILTERS.values() for name in names)
LABELS: dict[str, str | Promise] = {
    "bolum": gettext_lazy("Bölüm"),
    "duzey": gettext_lazy("Düzey"),
    "yil": gettext_lazy("Mezuniyet yılı"),
    "il": gettext_lazy("İl"),
    "ulke": gettext_lazy("Ülke"),
    "sektor": gettext_lazy("Sektör"),
    "dil": gettext_lazy("Dil"),
    "mentor": gettext_lazy("Mentorluk"),
}
# Facets read from rows beside the member: each an array of values.
BESIDE = ("il", "ulke", "sektor", "dil", "mentor")

COUNTS = """
WITH found (pk, shows_programme, shows_year, shows_mentor) AS MATERIALIZED ({found} LIMIT %(most)s + 1),
diploma (alumnus, level, year, department) AS NOT MATERIALIZED ({diplomas}),
home (person, province, country) AS NOT MATERIALIZED ({homes}),
job (alumnus, province, country, sector) AS NOT MATERIALIZED ({jobs}),
spoken (alumnus, language) AS NOT MATERIALIZED ({languages}),
placed AS (
    SELECT found.*,
        ARRAY(SELECT province FROM home WHERE person = pk UNION SELECT province FROM job WHERE alumnus = pk) AS il,
        ARRAY(SELECT country FROM home WHERE person = pk UNION SELECT country FROM job WHERE alumnus = pk) AS ulke,
        ARRAY(SELECT DISTINCT sector FROM job WHERE alumnus = pk) AS sektor,
        ARRAY(SELECT language FROM spoken WHERE alumnus = pk) AS dil,
        CASE WHEN shows_mentor THEN ARRAY['{yes}'] ELSE ARRAY[]::text[] END AS mentor
    FROM found WHERE (SELECT count(*) FROM found) <= %(most)s
),
fitting AS (SELECT *, {fits} FROM placed),
learnt AS (
    SELECT pk, array_agg(DISTINCT level) FILTER (WHERE y AND u AND shows_programme) AS duzey,
        array_agg(DISTINCT year / 10 * 10) FILTER (WHERE l AND u AND shows_year) AS yil,
        array_agg(DISTINCT department) FILTER (WHERE l AND y AND shows_programme) AS bolum,
        bool_or(l AND y AND u) AS any_fits
    FROM (
        SELECT pk, shows_programme, shows_year, diploma.*,
            (%(duzey)s = 0 OR (shows_programme AND level = %(duzey)s)) AS l,
            (NOT %(asks_year)s OR (shows_year AND year BETWEEN %(yil_ilk)s AND %(yil_son)s)) AS y,
            (%(bolum)s = 0 OR (shows_programme AND department = %(bolum)s)) AS u
        FROM placed JOIN diploma ON alumnus = pk
    ) AS diplomas GROUP BY pk
)
SELECT facet, value, count(*) FROM (
    SELECT choice.* FROM fitting LEFT JOIN learnt USING (pk), LATERAL ({choices}) AS choice
) AS chosen WHERE value <> '' GROUP BY facet, value
UNION ALL SELECT '', '', count(*) FROM found
"""


def _fits() -> str:
    return ", ".join(f"(%({name})s = '' OR %({name})s = ANY ({name})) AS fits_{name}" for name in BESIDE)


def _choices(taught: str) -> str:
    beside = [
        f"SELECT '{name}' AS facet, unnest({name}) AS value WHERE {_others(name)} AND {taught}" for name in BESIDE
    ]
    learnt = [f"SELECT '{name}', unnest({name})::text WHERE {_others('')}" for name in ("duzey", "yil", "bolum")]
    return " UNION ALL ".join([*beside, *learnt])


def _others(name: str) -> str:
    return " AND ".join(f"fits_{other}" for other in BESIDE if other != name)


def count_choices(
    found: AlumnusQuerySet, audience: Audience, asked: Mapping[str, Any]
) -> dict[str, dict[str, int]] | None:
    """Counts by facet and value; ``found`` is narrowed by no facet. None where they are too many to be counted."""
    columns = found.annotate(
        shows_programme=layer.shows(audience, layer.PROGRAMME),
        shows_year=layer.shows(audience, layer.YEAR),
        shows_mentor=layer.shows(audience, layer.MENTOR),
    )
    parts = {
        "found": columns.order_by().values_list("pk", "shows_programme", "shows_year", "shows_mentor"),
        "diplomas": Graduation.objects.order_by().values_list("alumnus_id", "level", "year", "programme__parent_id"),
        "homes": homes(audience).order_by().values_list("person_id", "province", "country"),
        "jobs": present_jobs(audience).order_by().values_list("alumnus_id", "province", "country", "sector"),
        "languages": shown_languages(audience).order_by().values_list("alumnus_id", "language"),
    }
    try:
        compiled = {name: named_sql(queryset, name) for name, queryset in parts.items()}
    except EmptyResultSet:
        return {}
    asks_for_diploma = any(asked.get(name) for name in ("duzey", "yil_ilk", "yil_son", "bolum"))
    sql = COUNTS.format(
        **{name: part[0] for name, part in compiled.items()},
        yes=YES,
        fits=_fits(),
        choices=_choices("any_fits" if asks_for_diploma else "TRUE"),
    )
    params = _asked(asked)
    for _sql, values in compiled.values():
        params |= values
    return _counted(sql, params)


def _asked(asked: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"most": MOST, **{name: asked.get(name) or "" for name in BESIDE}}
    values |= {"duzey": int(asked.get("duzey") or 0), "bolum": int(asked.get("bolum") or 0)}
    values |= {"yil_ilk": int(asked.get("yil_ilk") or 0), "yil_son": int(asked.get("yil_son") or 9999)}
    return values | {"asks_year": bool(asked.get("yil_ilk") or asked.get("yil_son"))}


def _counted(sql: str, params: Mapping[str, Any]) -> dict[str, dict[str, int]] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    counts: dict[str, dict[str, int]] = {}
    for facet, value, count in rows:
        counts.setdefault(facet, {})[value] = count
    return None if counts.pop("")[""] > MOST else counts


def facets_of(
    counts: Mapping[str, Mapping[str, int]] | None, data: QueryDict, departments: Mapping[str, str]
) -> Iterator[Facet]:
    """The facets in the order they are shown; those without a choice are left out. None: too many to be counted, and
    only the few fixed choices stand without numbers.
    """
    for facet, label in LABELS.items():
        there = (counts or {}).get(facet, {})
        names = _names_of(facet, there, departments, counted=counts is not None)
        choices = [_choice(facet, value, names[value], data, there) for value in _in_order(facet, names, there)]
        if choices:
            yield Facet(str(label), choices)


def _names_of(facet: str, there: Mapping[str, int], departments: Mapping[str, str], *, counted: bool) -> dict[str, str]:
    fixed = {
        "duzey": {str(level.value): str(level.label) for level in Level},
        "mentor": {YES: _("Mentor olmak isteyenler")},
    }
    if facet in fixed:
        return {value: name for value, name in fixed[facet].items() if not counted or value in there}
    name_of: dict[str, Callable[[str], str]] = {
        "bolum": lambda value: departments.get(value, ""),
        "yil": lambda value: f"{value}–{int(value) + 9}",
        "il": province_name,
        "ulke": country_name,
        "sektor": sector_name,
        "dil": language_name,
    }
    named = {value: name_of[facet](value) for value in there}
    return {value: name for value, name in named.items() if name}


def _in_order(facet: str, names: Mapping[str, str], counts: Mapping[str, int]) -> list[str]:
    if facet == "yil":
        return sorted(names, reverse=True)
    if facet == "duzey":
        return list(names)
    return sorted(names, key=lambda value: (-counts.get(value, 0), value))[:MOST_SHOWN]


def _choice(facet: str, value: str, label: str, data: QueryDict, counts: Mapping[str, int]) -> Choice:
    wanted = {"yil_ilk": value, "yil_son": str(int(value) + 9)} if facet == "yil" else {facet: value}
    url, chosen = link_to(data, clearing=FILTERS[facet], wanted=wanted)
    return Choice(label, counts.get(value), url, chosen)
