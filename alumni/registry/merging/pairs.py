"""Pairs of possibly equal records follow a merge: what was said of the loser is now said of the winner."""

from typing import Any

from django.db.models import Q, QuerySet

from alumni.registry.duplicates.models import DuplicatePair
from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.models import Graduation
from mik.common.hooks import Merging
from mik.common.merging.images import Book

DECIDED = DuplicatePair.State.DIFFERENT


def unite_questions(merging: Merging) -> None:
    """Questions this merge answers are over: whether the two are one person, whether the one is in a department that
    gave the other a diploma, and what both were asked of the same department.
    """
    over = list(_over(merging).values_list("pk", flat=True))
    MergeRequest.objects.filter(pk__in=over).update(
        state=MergeRequest.State.CLOSED, decided_by=merging.by_id, decided_at=merging.at
    )
    MergeRequest.objects.filter(alumnus__in=merging.ids, other__in=merging.ids).update(other=None)
    # Nobody is asked about a third record any more: its pair waits as any other.
    asked = DuplicatePair.objects.filter(requests__in=over, state=DuplicatePair.State.ASKED)
    asked.exclude(requests__in=MergeRequest.objects.open()).update(state=DuplicatePair.State.OPEN)


def _over(merging: Merging) -> "QuerySet[MergeRequest]":
    asked = MergeRequest.objects.open().filter(alumnus__in=merging.ids)
    found_in = Q(alumnus=merging.loser_id, unit__in=_departments(merging.winner_id)) | Q(
        alumnus=merging.winner_id, unit__in=_departments(merging.loser_id)
    )
    twice = Q(alumnus=merging.loser_id, unit__in=asked.filter(alumnus=merging.winner_id).values("unit"))
    return asked.filter(Q(other__in=merging.ids) | found_in | twice)


def _departments(alumnus_id: int) -> "QuerySet[Graduation, Any]":
    return Graduation.objects.filter(alumnus=alumnus_id).values("programme__parent")


def answered_by(merging: Merging) -> "QuerySet[MergeRequest]":
    """The questions a merge has just closed; whoever asked them is told."""
    closed = MergeRequest.objects.filter(alumnus__in=merging.ids, state=MergeRequest.State.CLOSED)
    asked = closed.filter(decided_by=merging.by_id, decided_at=merging.at).exclude(asked_by=None)
    return asked.exclude(asked_by=merging.by_id).select_related("asked_by")


def reopened_by(book: Book) -> "QuerySet[MergeRequest]":
    """The questions that taking a merge back has opened again."""
    touched = book[MergeRequest].changed if MergeRequest in book else {}
    return MergeRequest.objects.open().filter(pk__in=list(touched)).select_related("asked_by")


def unite_pairs(merging: Merging) -> None:
    """The pair of the two has had its day; a pair with a third record goes over to the winner, a decision first."""
    rows = list(DuplicatePair.objects.filter(Q(first__in=merging.ids) | Q(second__in=merging.ids)))
    known = {_third(pair, merging.winner_id): pair for pair in rows if merging.winner_id in _ids(pair)}
    doomed, moving = [], []
    for pair in rows:
        if merging.loser_id not in _ids(pair):
            continue
        third = _third(pair, merging.loser_id)
        twin = known.get(third)
        if third == merging.winner_id or (twin and (pair.state != DECIDED or twin.state == DECIDED)):
            doomed.append(pair.pk)
            continue
        if twin:
            doomed.append(twin.pk)
        pair.first_id, pair.second_id = sorted((third, merging.winner_id))
        moving.append(pair)
    DuplicatePair.objects.filter(pk__in=doomed).delete()
    if moving:
        DuplicatePair.objects.bulk_update(moving, ["first", "second"])


def pair_of(one: int, other: int) -> DuplicatePair | None:
    """The pair of two records, if somebody or something ever made one of them."""
    first, second = sorted((one, other))
    return DuplicatePair.objects.filter(first=first, second=second).first()


def _ids(pair: DuplicatePair) -> tuple[int, int]:
    return pair.first_id, pair.second_id


def _third(pair: DuplicatePair, one: int) -> int:
    """The other record of the pair."""
    return int(pair.second_id if pair.first_id == one else pair.first_id)
