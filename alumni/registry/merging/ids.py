"""Numbers of a record: its own, and those of the records merged into it.

History and the log of looks are never rewritten: what was written under an old number is found under it.
"""

from alumni.registry.merging.models import Merge


def ids_of(person_id: int) -> list[int]:
    """The own number first."""
    merged = Merge.objects.in_force().filter(winner=person_id).order_by("pk").values_list("loser_id", flat=True)
    return [person_id, *merged]


def merged_into(person_id: int) -> list[Merge]:
    """The merges in force that made this record what it is, newest first."""
    return list(Merge.objects.in_force().without_images().filter(winner=person_id).select_related("by"))


def survivor_of(person_id: int) -> int | None:
    """The record that holds what this number named; None where it was not merged away."""
    return Merge.objects.in_force().filter(loser_id=person_id).values_list("winner_id", flat=True).first()
