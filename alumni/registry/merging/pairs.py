"""Pairs of possibly equal records follow a merge: what was said of the loser is now said of the winner."""

from typing import Any

from django.apps import apps

from mik.common.hooks import Merging

PAIRS, QUESTIONS = "duplicatepair", "mergerequest"
DECIDED = "different"


def unite_questions(merging: Merging) -> None:
    """Whether the two are one person need not be asked any longer: a question between them is answered."""
    model = _model(QUESTIONS)
    if model is not None:
        between = model._base_manager.filter(alumnus__in=merging.ids, other__in=merging.ids)
        between.filter(decided_at=None).update(state="closed", decided_by=merging.by_id, decided_at=merging.at)
        between.update(other=None)


def unite_pairs(merging: Merging) -> None:
    """The pair of the two has had its day; a pair with a third record goes over to the winner, a decision first."""
    model = _model(PAIRS)
    if model is None:
        return
    rows = list(model._base_manager.filter(first__in=merging.ids) | model._base_manager.filter(second__in=merging.ids))
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
    model._base_manager.filter(pk__in=doomed).delete()
    if moving:
        model._base_manager.bulk_update(moving, ["first", "second"])


def pair_of(one: int, other: int) -> Any:
    """The pair of two records, if somebody or something ever made one of them."""
    model = _model(PAIRS)
    first, second = sorted((one, other))
    return model._base_manager.filter(first=first, second=second).first() if model else None


def _model(name: str) -> Any:
    """None where no search for pairs is installed."""
    return apps.all_models["alumni"].get(name)


def _ids(pair: Any) -> tuple[int, int]:
    return pair.first_id, pair.second_id


def _third(pair: Any, one: int) -> int:
    """The other record of the pair."""
    return int(pair.second_id if pair.first_id == one else pair.first_id)
