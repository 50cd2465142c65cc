"""Erasing a person from the history, and doing it again on a restored backup."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from mik.common import hooks


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


@transaction.atomic
def replay(*, person_id: int, by_id: int | None) -> dict[str, int]:
    """Erase live rows, as far as the rooms say how, and then the history: for a backup that knows the person
    again.
    """
    for entry in hooks.personal_data:
        if entry.erase:
            entry.erase(person_id)
    return erase_history(person_id=person_id, by_id=by_id)


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
