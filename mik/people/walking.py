"""Walking along the names: the first of many who bear a word, in Turkish order, without sorting the many.

Each place of a name has an index by word and Turkish order (``person_name_part_n``). For one word the first 25 of a
million are its first 25 entries; for some words, and the places they may stand in, they are merged. PostgreSQL finds no
such plan by itself: it would sort everybody called Ahmet, or read the whole alphabet up to the first Zeynep.

Query sets given here are of persons, or of what hangs on them by ``person`` ("person__"), already narrowed; ``also``
are those wanted for another reason than their name. What narrows by the name besides is asked of ``UNINDEXED``, or the
trigram index would be read once for each word.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Func, Q, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate
from django.db.models.lookups import Exact, IsNull

from mik.common.turkish import TR
from mik.people.search import BEYOND, PLACES, NamePart, being

UNINDEXED = "name_unindexed"
# Stands for each of PLACES in turn: putting five statements together that differ by a digit took longer than asking.
ANY_PLACE = "<place>"
# People whose name holds the term in two words are found twice; so many of them are allowed for at first.
REPEATED = 100

BY_WORD = """
SELECT found.* FROM unnest(%s::text[]) AS asked (word) CROSS JOIN LATERAL ({by_place}) AS found
"""
FIRST = """
SELECT pk FROM ({ways}) AS everybody (pk, first, second)
ORDER BY first COLLATE "tr-x-icu" {way}, second COLLATE "tr-x-icu" {way}, pk {way} LIMIT %s
"""
SOME = """
SELECT pk FROM (SELECT * FROM ({ways}) AS everybody (pk, first, second) LIMIT %s) AS few
ORDER BY first COLLATE "tr-x-icu", second COLLATE "tr-x-icu", pk
"""


def with_unindexed(people: "QuerySet[Any]", person: str = "") -> "QuerySet[Any]":
    """With the folded name under a name of its own, which no index knows."""
    folded = Func(F(f"{person}name_folded"), template="(%(expressions)s || '')", output_field=TextField())
    found: QuerySet[Any] = people.alias(**{UNINDEXED: folded})
    return found


def first_of(
    people: "QuerySet[Any]",
    words: Sequence[str],
    *,
    limit: int,
    person: str = "",
    descending: bool = False,
    also: Q | None = None,
) -> list[int]:
    """Primary keys, in Turkish order, of the first with one of these words as a whole word of the name."""
    ordered = in_order(people, person, descending).values_list("pk", f"{person}given_names", f"{person}surname")
    ways, params = _ways(ordered, words, person, also, most=limit, between=" UNION ")
    way = "DESC" if descending else "ASC"
    return _keys(FIRST.format(ways=ways, way=way), [*params, limit]) if ways else []


def some_of(
    people: "QuerySet[Any]", words: Sequence[str], *, limit: int, person: str = "", also: Q | None = None
) -> list[int]:
    """Primary keys of those with one of these words: all of them where they are fewer than ``limit``, in Turkish order;
    where there are more, any of them.
    """
    # Ordered like the index, or its word would be read to the end before the first row is given.
    keys = in_order(people, person).values_list("pk", f"{person}given_names", f"{person}surname")
    ways, params = _ways(keys, words, person, also, most=limit, between=" UNION ALL ")
    if not ways:
        return []
    found = _keys(SOME.format(ways=ways), [*params, limit + REPEATED])
    if len(found) == limit + REPEATED and len(set(found)) < limit:
        found = _keys(SOME.format(ways=ways), [*params, limit * (PLACES[-1] + 2)])
    return list(dict.fromkeys(found))[:limit]


def in_order(people: "QuerySet[Any]", person: str = "", descending: bool = False) -> "QuerySet[Any]":
    parts = [Collate(f"{person}given_names", TR), Collate(f"{person}surname", TR)]
    if descending:
        return people.order_by(*(part.desc() for part in parts), "-pk")
    return people.order_by(*parts, "pk")


def _ways(
    people: "QuerySet[Any]", words: Sequence[str], person: str, also: Q | None, *, most: int, between: str
) -> tuple[str, list[Any]]:
    """By a word at one of the places with an index, by one further on, by what else they are wanted for."""
    name = f"{person}name_folded"
    by_place, params = _compiled([people.filter(Exact(NamePart(name, ANY_PLACE), RawSQL("asked.word", ())))[:most]])
    placed = " UNION ALL ".join(sql.replace(ANY_PLACE, str(place)) for sql in by_place for place in PLACES)
    ways = [BY_WORD.format(by_place=placed)] if by_place and words else []
    beyond = Q(IsNull(NamePart(name, BEYOND), False)) & being(words, name)
    rest, more = _compiled([people.filter(condition)[:most] for condition in (beyond, also) if condition is not None])
    return between.join([*ways, *rest]), [*([list(words), *params * len(PLACES)] if ways else []), *more]


def _compiled(querysets: "Iterable[QuerySet[Any]]") -> tuple[list[str], list[Any]]:
    """The SQL of each, without those that Django knows to be empty."""
    statements: list[str] = []
    values: list[Any] = []
    for queryset in querysets:
        with suppress(EmptyResultSet):
            sql, params = queryset.query.sql_with_params()
            statements.append(f"({sql})")
            values.extend(params)
    return statements, values


def _keys(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
