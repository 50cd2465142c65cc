"""Erasing a person from everywhere, and doing it again on a restored backup (KVKK art. 7)."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from mik.common import hooks
from mik.common.hooks import describe


def erase_history(*, person_id: int, by_id: int | None) -> dict[str, int]:
    """Empty the person's values in every event; the events stay and the erasure is logged. Returns rows per
    table.

    Erase the live rows first, in the same transaction: deleting them writes their last values to the history.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT mik_erase_person(%s, %s)", [person_id, by_id])
        found = cursor.fetchone()[0]
    counts: dict[str, int] = json.loads(found) if isinstance(found, str) else found
    return counts


def redact_gone(*, table: str, ids: Iterable[int]) -> int:
    """Empty the values in the events of rows of ``table`` that are gone: after a periodic destruction. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mik_redact_gone(%s, %s)", [table, list(ids)])
        return int(cursor.fetchone()[0])


def redact_rows(*, person_id: int, table: str, ids: Iterable[int]) -> int:
    """Empty the values in the history of rows of others that named this person; logged with the person. How many."""
    wanted = list(ids)
    if not wanted:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT mik_redact_rows(%s, NULL, %s, %s)", [person_id, table, wanted])
        return int(cursor.fetchone()[0])


@transaction.atomic
def erase_everywhere(*, person_id: int, by_id: int | None) -> dict[str, int]:
    """Take a person out of queues, lists and texts, then out of the live rows, then out of the history; returns how
    many, by name of the function or label of the model.

    All or nothing: a worker that dies half-way leaves everything as it was, and the next one begins anew. A second
    time finds nothing and harms nothing. The rooms are asked from the roof down, so that whatever leads to the person
    is still there when it is needed; contents of files go after the commit.
    """
    counts = {describe(trace): trace(person_id) for trace in hooks.traces}
    for entry in reversed(list(hooks.personal_data)):
        if entry.erase:
            counts[entry.model] = entry.erase(person_id)
    erase_history(person_id=person_id, by_id=by_id)
    return counts


def replay(*, person_id: int, by_id: int | None) -> dict[str, int]:
    """The whole erasure again, on a backup that knows the person again."""
    return erase_everywhere(person_id=person_id, by_id=by_id)


def read_list(lines: Iterable[str]) -> list[dict[str, Any]]:
    """The erasures of a list written by ``export_erasures``; ValueError names the line that is not one."""
    entries = []
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            entries.append({"person_id": int(entry["person"]), "by_id": entry["by"]})
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"Line {number} is not an erasure.") from None
    return entries
