"""Finding people by what somebody types: one search for every list, picker and audience.

A typed word stands anywhere in the name, in any order; former surnames count. One or two letters (``Ş.``, ``Ş. Öz``)
begin a word of the name. Where nothing fits, typing mistakes are forgiven (``alike``): words are compared with
``people_nameword``, every word any name here holds. That list grows with the number of different names, not of people
(some thousands for a million graduates), so a typed word is weighed against all of it in milliseconds, where trigram
similarity over a million people takes seconds; and the edit distance sees swapped letters ("Amhet"), which share
hardly a trigram.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, Func, Q, TextField
from django.db.models.lookups import In, IsNull, Regex

from mik.common.turkish import fold

# More words than any name has; whatever else is pasted does not become a query of its own size.
MOST_TERMS = 8
# Shorter words begin a word of the name instead of standing anywhere in one: they hold no trigram.
ANYWHERE = 3
# The words of a name that have an index each; longer names are few, and what comes after shares one.
PLACES = (1, 2, 3, 4, 5)
BEYOND = PLACES[-1] + 1
# Shorter words are taken as they are written; each letter is too much of them.
SHORTEST_MISTAKE = 4
# One mistake in a word, two in one of more letters than this.
LONG = 6
MOST_ALIKE = 20


class NamePart(Func):
    """The n-th word of a folded name, or NULL: ``NamePart("name_folded", 2)``."""

    template = "NULLIF(split_part(%(expressions)s, ' ', %(place)s), '')"

    def __init__(self, name: str | F, place: int | str) -> None:
        super().__init__(name, place=place, output_field=TextField())


# --- Conditions ------------------------------------------------------------------------------------


def terms(words: str) -> tuple[str, ...]:
    """The folded words of what was typed, each once."""
    return tuple(dict.fromkeys(fold(words).split()))[:MOST_TERMS]


def holding(term: str, name: str = "name_folded") -> Q:
    """The name holds this folded word; ``name`` is the lookup of the folded name."""
    if len(term) >= ANYWHERE:
        return Q(**{f"{name}__contains": term})
    return Q(**{f"{name}__startswith": term}) | Q(**{f"{name}__contains": f" {term}"})


def matching(words: str, name: str = "name_folded") -> Q:
    """Names that hold every typed word; everybody where nothing was typed, nobody where only signs were."""
    found = terms(words)
    if not found and words.strip():
        return Q(pk__in=[])
    condition = Q()
    for term in found:
        condition &= holding(term, name)
    return condition


def being(words: Sequence[str], name: str = "name_folded") -> Q:
    """One of these is a whole word of the name. Each place has its index, so no name is read for it."""
    if not words:
        return Q(pk__in=[])
    condition = Q()
    for place in PLACES:
        condition |= Q(In(NamePart(name, place), list(words)))
    beyond = Q(Regex(F(name), rf"\m({'|'.join(words)})\M"))
    return condition | (Q(IsNull(NamePart(name, BEYOND), False)) & beyond)


def alike(words: str, name: str = "name_folded") -> Q:
    """Names that hold, for every typed word, it or one that differs by a slip of the keys."""
    found = terms(words)
    near = words_alike(found)
    condition = Q() if found else Q(pk__in=[])
    for term in found:
        meant = near.get(term, Alike())
        condition &= holding(term, name) | being(meant.words, name) | parted(term, meant, name)
    return condition


def parted(term: str, meant: "Alike", name: str) -> Q:
    """Two names written as one: ``Ayşenur`` finds Ayşe Nur."""
    condition = Q(pk__in=[])
    for first, second in _parts(term):
        if {first, second} <= set(meant.parts):
            condition |= being([first], name) & being([second], name)
    return condition


# --- The words of all names ------------------------------------------------------------------------

HOLDING = """
SELECT DISTINCT term, word FROM unnest(%s::text[]) AS term JOIN people_nameword
ON word LIKE CASE WHEN length(term) < %s THEN term || '%%' ELSE '%%' || term || '%%' END
"""
ALIKE = """
SELECT term, word, min(distance) FROM (
    SELECT term, word, levenshtein_less_equal(word, term, mistakes) AS distance, mistakes
    FROM unnest(%s::text[], %s::int[]) AS asked (term, mistakes)
    JOIN people_nameword ON length(word) BETWEEN length(term) - mistakes AND length(term) + mistakes
    UNION ALL
    SELECT term, word, distance, distance
    FROM unnest(%s::text[], %s::text[], %s::int[]) AS variant (term, word, distance)
    JOIN people_nameword USING (word)
) AS compared WHERE distance <= mistakes GROUP BY term, word ORDER BY min(distance), word
"""
SWAPPED, PART = 1, 9


@dataclass(frozen=True)
class Alike:
    """Words of names that a typed word may have meant, nearest first; and names that begin or end it."""

    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def words_holding(found: Iterable[str]) -> Mapping[str, list[str]]:
    """For each term all words of names that hold it: the very names ``holding`` finds, named one by one."""
    words: dict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(HOLDING, [list(found), ANYWHERE])
        for term, word in cursor.fetchall():
            words[term].append(word)
    return words


def words_alike(found: Iterable[str]) -> Mapping[str, Alike]:
    long_enough = [term for term in found if len(term) >= SHORTEST_MISTAKE and not term.isdigit()]
    mistakes = [1 if len(term) <= LONG else 2 for term in long_enough]
    variants = [(term, *variant) for term in long_enough for variant in _variants(term)]
    rows: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [long_enough, mistakes, *([row[n] for row in variants] for n in range(3))])
        for term, word, distance in cursor.fetchall():
            rows[term].append((word, distance))
    return {
        term: Alike(
            words=tuple(word for word, distance in near if distance < PART)[:MOST_ALIKE],
            parts=tuple(word for word, distance in near if distance == PART),
        )
        for term, near in rows.items()
    }


def _variants(term: str) -> Iterator[tuple[str, int]]:
    """Two neighbouring letters swapped, and the parts of two names written as one."""
    for n in range(len(term) - 1):
        yield term[:n] + term[n + 1] + term[n] + term[n + 2 :], SWAPPED
    for parts in _parts(term):
        for part in parts:
            yield part, PART


def _parts(term: str) -> Iterator[tuple[str, str]]:
    for n in range(ANYWHERE, len(term) - ANYWHERE + 1):
        yield term[:n], term[n:]


# --- Keeping them --------------------------------------------------------------------------------

# One condition for each of PLACES, and one for what lies BEYOND.
UNUSED = """
FROM people_nameword
WHERE NOT EXISTS (SELECT FROM people_person WHERE NULLIF(split_part(name_folded, ' ', 1), '') = word)
  AND NOT EXISTS (SELECT FROM people_person WHERE NULLIF(split_part(name_folded, ' ', 2), '') = word)
  AND NOT EXISTS (SELECT FROM people_person WHERE NULLIF(split_part(name_folded, ' ', 3), '') = word)
  AND NOT EXISTS (SELECT FROM people_person WHERE NULLIF(split_part(name_folded, ' ', 4), '') = word)
  AND NOT EXISTS (SELECT FROM people_person WHERE NULLIF(split_part(name_folded, ' ', 5), '') = word)
  AND NOT EXISTS (SELECT FROM people_person WHERE NULLIF(split_part(name_folded, ' ', 6), '') IS NOT NULL
                                              AND word = ANY (string_to_array(name_folded, ' ')))
"""


def forget_words() -> int:
    """Drop the words that stand in no name any more; names being written meanwhile wait for the end of this."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_nameword IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE" + UNUSED)
        return int(cursor.rowcount)


def count_unused_words() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*)" + UNUSED)
        return int(cursor.fetchone()[0])
