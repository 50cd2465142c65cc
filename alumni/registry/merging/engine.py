"""The two movements over all rooms: everything of the loser to the winner, and back again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

from alumni.registry.merging import pairs
from alumni.registry.models import Alumnus
from mik.common import hooks
from mik.common.hooks import Merging
from mik.common.merging.graph import keys_to
from mik.common.merging.images import Book, Images, difference
from mik.common.merging.moving import move
from mik.common.merging.rows import Rows, closure, rows_of
from mik.common.merging.undoing import Leftover, put_back
from mik.common.merging.writing import check_references, delete_rows
from mik.people.models import Person

PAIRS = (pairs.unite_questions, pairs.unite_pairs)
# What a merge is about, the one that hangs on the other first.
ROOTS: tuple[type[models.Model], ...] = (Alumnus, Person)


@contextmanager
def rows_may_move() -> Iterator[None]:
    """Tables whose rows belong to one record for good (cards) let them go while this is on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mik.merging', 'on', true)")
        yield
        cursor.execute("SELECT set_config('mik.merging', 'off', true)")


def strategies() -> "list[Callable[[Merging], None]]":
    return [*(entry.merge for entry in hooks.personal_data if entry.merge is not None), *PAIRS]


def unite(merging: Merging, person: dict[str, Any], record: dict[str, Any]) -> Book:
    """Move everything, let the loser go, give the winner the values decided on. Returns what became of each row."""
    before = closure({Person: merging.ids})
    with rows_may_move():
        for strategy in strategies():
            strategy(merging)
        for key in _keys_in_use(before, merging.loser_id):
            move(key, winner=merging.winner_id, loser=merging.loser_id)
        for root in ROOTS:
            delete_rows(root, [merging.loser_id])
        # ``update`` leaves updated_at as it is: the row is what it was, but for what was decided.
        Person.objects.filter(pk=merging.winner_id).update(**person)
        Alumnus.objects.filter(pk=merging.winner_id).update(**record)
        check_references()
    return difference(before, closure({model: list(rows) for model, rows in before.items()}))


def _keys_in_use(before: Rows, loser_id: int) -> "Iterator[models.ForeignKey[Any, Any]]":
    """Only keys by which something hangs on the loser cost a question."""
    for root in ROOTS:
        for key in keys_to(root):
            rows = before.get(key.model, {}).values()
            if not key.primary_key and any(row[key.column] == loser_id for row in rows):
                yield key


def add(book: Book, made: Iterable[models.Model]) -> None:
    """Note rows made along with a merge, so that an undo takes them back too."""
    wanted: dict[type[models.Model], list[Any]] = {}
    for row in made:
        wanted.setdefault(type(row), []).append(row.pk)
    for model, rows in rows_of(wanted).items():
        book.setdefault(model, Images()).added += rows.values()


def separate(book: Book, merging: Merging) -> list[Leftover]:
    with rows_may_move():
        leftovers = put_back(book)
        check_references()
    for entry in hooks.personal_data:
        if entry.unmerge is not None:
            entry.unmerge(merging)
    return leftovers
