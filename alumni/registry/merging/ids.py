"""Numbers of a record: its own, and those of the records merged into it.

History and the log of looks are never rewritten: what was written under an old number is found under it.
"""

from collections.abc import Collection
from typing import Any

from alumni.registry.merging.models import Merge
from alumni.registry.models import Graduation
from mik.audit.tracking import event_model_of
from mik.common.arrays import AnyOf
from mik.common.turkish import fold
from mik.people.models import Person


def ids_of(person_id: int) -> list[int]:
    """The own number first."""
    merged = Merge.objects.in_force().filter(winner=person_id).order_by("pk").values_list("loser_id", flat=True)
    return [person_id, *merged]


def numbers_of(person_id: int) -> list[int]:
    """All numbers of the person this number means, the one in use first (``hooks.same_person``)."""
    return ids_of(survivor_of(person_id) or person_id)


def merged_into(person_id: int) -> list[Merge]:
    """The merges in force that made this record what it is, newest first."""
    return list(Merge.objects.in_force().without_images().filter(winner=person_id).select_related("by"))


def survivor_of(person_id: int) -> int | None:
    """The record that holds what this number named; None where it was not merged away."""
    return Merge.objects.in_force().filter(loser_id=person_id).values_list("winner_id", flat=True).first()


def survivors_of(person_ids: Collection[int]) -> dict[int, int]:
    """Of these numbers, those that were merged away, with the record that holds what they named. One query."""
    return dict(Merge.objects.in_force().filter(loser_id__in=person_ids).values_list("loser_id", "winner_id"))


def bearers_of(numbers: Collection[bytes], field: str) -> dict[bytes, int]:
    """Numbers that nobody bears any more but two records bore that were merged, with the record that stands for them.

    ``field``: "tckn_hash" or "passport_hash". Read from the history, where the number that lost still stands.
    """
    merges = Merge.objects.in_force()
    if not numbers or not merges.exists():
        return {}
    merged = merges.order_by().values("loser_id").union(merges.order_by().values("winner_id"))
    told = event_model_of(Person).objects.filter(AnyOf(field, numbers), pgh_obj_id__in=merged)
    found = {bytes(number): record for number, record in told.order_by("pgh_id").values_list(field, "pgh_obj_id")}
    moved = survivors_of(found.values())
    return {number: moved.get(record, record) for number, record in found.items()}


def heirs_of(keys: Collection[tuple[int, int]]) -> dict[int, int]:
    """Graduations (with their person's number) that went in a merge, with the one of the same diploma that stayed.

    Those that merely moved to the other record are not among them: they kept their number. What the lost row said is
    read from its history.
    """
    moved = survivors_of({person for _graduation, person in keys}) if keys else {}
    if not moved:
        return {}
    asked = {graduation: moved[person] for graduation, person in keys if person in moved}
    gone = set(asked) - set(Graduation.objects.filter(pk__in=asked).values_list("pk", flat=True))
    columns = ("pgh_obj_id", "programme_id", "year", "diploma_no")
    events = event_model_of(Graduation).objects.filter(pgh_obj_id__in=gone).order_by("pgh_id").values(*columns)
    last: dict[int, dict[str, Any]] = {event["pgh_obj_id"]: event for event in events}
    own: dict[int, list[Graduation]] = {}
    for graduation in Graduation.objects.filter(alumnus__in={asked[pk] for pk in gone}).order_by("pk"):
        own.setdefault(graduation.alumnus_id, []).append(graduation)
    heirs = {pk: _heir(said, own.get(asked[pk], [])) for pk, said in last.items()}
    return {pk: heir.pk for pk, heir in heirs.items() if heir is not None}


def _heir(said: dict[str, Any], held: Collection[Graduation]) -> Graduation | None:
    """As ``graduations`` unites them: of the same diploma number, else of the same programme and year."""
    diploma = fold(said["diploma_no"])
    numbered = next((one for one in held if diploma and fold(one.diploma_no) == diploma), None)
    place = (said["programme_id"], said["year"])
    return numbered or next((one for one in held if (one.programme_id, one.year) == place), None)
